"""The technician's list: what is to be done, and why nothing new comes."""

from __future__ import annotations

import pytest

from tests.pages.crew import technician, text
from tests.work.dispatch.hand import pause
from tests.work.visit.walk import begin
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
