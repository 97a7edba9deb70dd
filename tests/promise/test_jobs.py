"""The job that a new line wakes: a verdict sooner than the watch would come to it."""

from __future__ import annotations

import pytest

from tests.case.cast import NOW, WEB, add_case
from tests.promise.scene import ARRIVE, after, arrives
from yinuo.promise import reads
from yinuo.promise.actions import make_promise
from yinuo.promise.facts import PromiseState
from yinuo.promise.jobs import judge
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_line_of_a_case_is_judged_and_one_of_an_outlet_is_not() -> None:
    case = add_case()
    perform(make_promise, actor=WEB, now=NOW, case=case, terms=ARRIVE)
    arrives(case, 12)
    clock.move(after(13), speed=0)
    try:
        judge(subject_kind="outlet", subject=str(case.id), more="ignored")
        assert reads.list_promises(case.id)[0].state is PromiseState.RUNNING
        judge(subject_kind="case", subject=str(case.id))
    finally:
        clock.forget()
    kept = reads.list_promises(case.id)[0]
    assert (kept.state, kept.verdict_at, kept.judged_at) == (
        PromiseState.KEPT,
        after(12),
        after(13),
    )
