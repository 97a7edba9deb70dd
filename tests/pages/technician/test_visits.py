"""The technician's list: what is to be done, and why nothing new comes."""

from __future__ import annotations

import pytest

from tests.intake.test_merging import Two
from tests.pages.crew import technician, text
from tests.work.dispatch.hand import pause
from tests.work.visit.walk import Walk, begin
from tests.world import after, decide
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("keeps", "says"), [(True, "照常做"), (False, "已转给别人")])
def test_who_is_paused_reads_from_when_to_when_and_what_becomes_of_his_jobs(
    *, keeps: bool, says: str
) -> None:
    walk = begin()
    clock.move(walk.now)
    client = technician(walk.facts.technician_id)
    assert "暂停接单" not in text(client.get("/t/"))
    pause(walk.facts.technician_id, keeps_work=keeps)
    said = text(client.get("/t/"))
    assert "暂停接单" in said
    assert says in said


def test_of_two_cases_that_became_one_the_technician_sees_the_deadline_that_comes_first() -> None:
    two = Two()
    decide(after(10))
    two.merge()
    walk = Walk(two.first)
    clock.move(after(12))
    client = technician(walk.facts.technician_id)
    for path in ("/t/", f"/t/visit/{walk.visit_id}/"):
        said = text(client.get(path))
        assert "最迟 08:30" in said
        assert "08:40" not in said
