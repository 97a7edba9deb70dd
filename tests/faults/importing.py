"""`python -m tests.faults importing VERB …`: a file of a company on its way in, seen from another process.

`begin FILE` reads it, does the dry run and has a worker begin; `follow ID…` tells each new position until all
are done; `again FILE` imports it once more, and `hold FILE` holds what the file says against what there is.
All print JSON, one object a line.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.models import Case
from yinuo.outlet.reads import find_company
from yinuo.people.models import Contact, Customer
from yinuo.record.models import Event
from yinuo.record.reads import check_chains, count_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import choose_columns, receive_book, start_import
from yinuo.transfer.facts import FileKind, ImportFacts, Options
from yinuo.transfer.going import carry_on
from yinuo.transfer.reads import get_import, lines_of, list_lines, open_book, read_grid

from .clerk import say

_ACTOR = Actor.system("import")
_LOOK_SECONDS = 0.02
_ONCE = ("people.customer.added", "case.opened", "intake.case.taken_over")


def main(verb: str, *words: str) -> None:
    """Do what the verb says."""
    verbs: dict[str, Callable[..., None]] = {
        "begin": begin,
        "follow": follow,
        "again": again,
        "hold": hold,
    }
    verbs[verb](*words)


def begin(file: str) -> None:
    """The dry run here, the import by whichever worker comes."""
    for one in _receive(file):
        _check(one)
        _do(start_import, one)
        say(_state(one.id))


def follow(*ids: str) -> None:
    """Every position that an import has reached, until all are done."""
    last: dict[str, int] = {}
    while True:
        states = [_state(UUID(id)) for id in ids]
        for state in states:
            if last.get(state["id"]) != state["position"] or state["state"] == "done":
                last[state["id"]] = state["position"]
                say(state)
        if all(state["state"] == "done" for state in states):
            return
        time.sleep(_LOOK_SECONDS)


def again(file: str) -> None:
    """The same file a second time, here."""
    before = count_events()
    for one in _receive(file):
        _check(one)
        _do(start_import, one, has_worker=False)
        carry_on(one.id)
        say(_state(one.id))
    say({"lines_of_record": count_events() - before})


def hold(*ids: str) -> None:
    """What is there twice, or not at all, of what these imports took."""
    faults: list[str] = []
    for one in map(get_import, map(UUID, ids)):
        refused = {line.number for line in list_lines(one.id, limit=one.lines) if line.faults}
        lines = list(lines_of(read_grid(one.id), one.columns))
        name = "phone" if one.kind is FileKind.CUSTOMERS else "number"
        taken = [line.text(name) for line in lines if line.number not in refused]
        there = _phones() if name == "phone" else _references()
        faults += [f"{text} is there {there[text]} times" for text in taken if there[text] != 1]
        faults += [f"{text} is too much" for text in there.keys() - set(taken)]
    kinds = Event.objects.filter(kind__in=_ONCE).values_list("kind", "subject")
    faults += [f"{kind} twice" for (kind, _), count in Counter(kinds).items() if count > 1]
    broken = len(check_chains().broken)
    say({"faults": faults[:20], "broken": broken, "customers": Customer.objects.count()})


def _phones() -> Counter[str]:
    """How many customers gave each number as theirs, but for those whom a case brought alone."""
    rows = Contact.objects.filter(kind="phone").select_related("customer")
    return Counter(row.value for row in rows if not row.value.startswith("138"))


def _references() -> Counter[str]:
    return Counter(filter(None, Case.objects.values_list("reference", flat=True)))


def _receive(file: str) -> Sequence[ImportFacts]:
    company = find_company()
    assert company is not None
    return perform(
        receive_book,
        actor=_ACTOR,
        now=clock.now(),
        company_id=company.id,
        staff_id=None,
        name="old-system.xlsx",
        book=open_book(Path(file).read_bytes()),
        kind=None,
    )


def _check(one: ImportFacts) -> None:
    _do(choose_columns, one, columns=one.columns, options=Options(), has_worker=False)
    carry_on(one.id)


def _do(action: Any, one: ImportFacts, **arguments: Any) -> None:
    perform(action, actor=_ACTOR, now=clock.now(), import_id=one.id, **arguments)


def _state(import_id: UUID) -> dict[str, Any]:
    one = get_import(import_id)
    names = ("position", "lines", "created", "updated", "same", "refused")
    state = {"id": str(one.id), "kind": one.kind.value, "state": one.state.value}
    return state | {name: getattr(one, name) for name in names}
