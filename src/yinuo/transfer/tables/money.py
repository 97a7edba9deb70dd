"""Lists of what was quoted and of what was credited, by case; nobody's name or number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yinuo.promise.lists import map_promises, map_remedies
from yinuo.transfer.guard import Value
from yinuo.work.visit.reads import map_quotes

from .cases import case_pages
from .table import Ask, Table, local

_QUOTES_ZH = (
    "本系统单号",
    "版本",
    "状态",
    "报价",
    "答复",
    "合计（分）",
    "不修要付（分）",
    "保修内",
)
_QUOTES_EN = ("Case", "Version", "State", "Proposed", "Answered", "Total (fen)")
_QUOTES_MORE_EN = ("Owed if refused (fen)", "Under warranty")
_REMEDIES_ZH = (
    "本系统单号",
    "承诺",
    "赔付时间",
    "赔付（分）",
    "退超价（分）",
    "客户另要（分）",
    "答应（分）",
)
_REMEDIES_EN = ("Case", "Promise", "Credited", "Credit (fen)", "Above the price (fen)")
_REMEDIES_MORE_EN = ("Claimed besides (fen)", "Granted of that (fen)")


def quotes(ask: Ask) -> Table:
    """Every version of every quote of the cases that the filter lets through."""
    headings = (*_QUOTES_EN, *_QUOTES_MORE_EN) if ask.is_english else _QUOTES_ZH
    return Table("Quotes" if ask.is_english else "报价", headings, _quote_rows(ask))


def _quote_rows(ask: Ask) -> Iterator[Sequence[Value]]:
    for page in case_pages(replace(ask, case_ids=())):
        found = map_quotes([case.id for case in page])
        for case in page:
            for quote in found.get(case.id, ()):
                yield (
                    case.number,
                    quote.version,
                    quote.state.value,
                    local(quote.proposed_at),
                    local(quote.decided_at),
                    quote.total_fen,
                    quote.disclosed_fen,
                    "yes" if quote.in_warranty else "no",
                )


def remedies(ask: Ask) -> Table:
    """What was credited for the broken promises of the cases that the filter lets through."""
    headings = (*_REMEDIES_EN, *_REMEDIES_MORE_EN) if ask.is_english else _REMEDIES_ZH
    return Table("Credits" if ask.is_english else "赔付", headings, _remedy_rows(ask))


def _remedy_rows(ask: Ask) -> Iterator[Sequence[Value]]:
    for page in case_pages(replace(ask, case_ids=())):
        promises = map_promises([case.id for case in page])
        found = map_remedies([p.id for made in promises.values() for p in made])
        for case in page:
            for promise in promises.get(case.id, ()):
                remedy = found.get(promise.id)
                if remedy is not None:
                    yield (
                        case.number,
                        promise.kind.value,
                        local(remedy.paid_at),
                        remedy.fen,
                        remedy.excess_fen,
                        remedy.beyond_fen,
                        remedy.granted_fen,
                    )
