"""The list of promises, with their cases, terms and verdicts; nobody's name or number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yinuo.promise.lists import map_promises, map_remedies
from yinuo.transfer.guard import Value

from .cases import case_pages
from .table import Ask, Table, local

_ZH = ("本系统单号", "承诺", "状态", "作出", "最迟", "判定", "最高价（分）", "赔付（分）")
_EN = ("Case", "Promise", "State", "Made", "Due", "Decided", "At most (fen)")


def promises(ask: Ask) -> Table:
    """The promises of the cases that the filter lets through."""
    headings = (*_EN, "Credited (fen)") if ask.is_english else _ZH
    return Table("Promises" if ask.is_english else "承诺", headings, _rows(ask))


def _rows(ask: Ask) -> Iterator[Sequence[Value]]:
    for page in case_pages(replace(ask, case_ids=())):
        found = map_promises([case.id for case in page])
        remedies = map_remedies([p.id for made in found.values() for p in made])
        for case in page:
            for promise in found.get(case.id, ()):
                if ask.promise is not None and promise.state is not ask.promise:
                    continue
                remedy = remedies.get(promise.id)
                yield (
                    case.number,
                    promise.kind.value,
                    promise.state.value,
                    local(promise.made_at),
                    local(promise.deadline_at),
                    local(promise.verdict_at),
                    promise.at_most_fen,
                    remedy.total_fen if remedy else None,
                )
