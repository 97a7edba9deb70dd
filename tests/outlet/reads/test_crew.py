"""Who is on shift, and what stands against sending them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.outlet.cast import NOW, load, load_all
from yinuo.base.period import Period
from yinuo.outlet import reads
from yinuo.outlet.facts import UNLOCK, BarReason, CrewFacts, TechnicianUnknown
from yinuo.store.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)


def crew_by_badge(horizon_minutes: int = 0, **later: int) -> dict[str, CrewFacts]:
    at = NOW + timedelta(**later)
    found = reads.list_crew("370100", at, horizon_minutes)
    return {reads.get_technician(member.technician_id).badge_no: member for member in found}


def test_the_crew_is_who_is_on_shift_or_comes_on_within_the_horizon() -> None:
    load_all()

    assert set(crew_by_badge()) == {"T1", "T3"}
    assert set(crew_by_badge(29)) == {"T1", "T3"}
    assert set(crew_by_badge(30)) == {"T1", "T2", "T3"}
    assert set(crew_by_badge(hours=4)) == {"T2"}  # a shift's end is not in it
    assert reads.list_crew("469002", NOW, 600) == ()


def test_shifts_that_touch_are_one_duty() -> None:
    load_all()
    load("badge_no,date,starts,ends\nT3,2026-11-23,16:00,18:00\n")

    member = crew_by_badge()["T3"]

    assert member.shift == Period(NOW - timedelta(hours=4), NOW + timedelta(hours=6))


def test_a_technician_who_left_is_on_no_crew() -> None:
    load_all()
    load(
        "badge_no,outlet,name_zh,name_en,skills,home_lat,home_lng,active\n"
        "T1,JN1,张师傅,Master Zhang,safe_lock,36.67,117.07,no\n"
    )

    assert set(crew_by_badge()) == {"T3"}
    assert reads.find_technician_by_badge("T1") is None


def test_id_01_opening_work_is_barred_where_the_outlet_holds_no_permit() -> None:
    load_all()
    crew = crew_by_badge()

    assert crew["T1"].reasons_against(UNLOCK, ["safe_lock"]) == ()
    assert crew["T3"].reasons_against(UNLOCK, ["safe_lock"]) == (BarReason.NO_OPENING_CREDENTIAL,)
    assert crew["T3"].reasons_against("fault", ["safe_lock"]) == ()


def test_id_02_and_ar_04_bar_by_person_and_by_skill() -> None:
    load_all()
    member = crew_by_badge(30)["T2"]

    assert member.reasons_against(UNLOCK, []) == (BarReason.NO_RECORD_CHECK,)
    assert member.reasons_against("fault", ["electrical"]) == (BarReason.NO_CERTIFICATE,)

    load("badge_no,certificate,number,valid_to\nT2,电工,E-1,2026-11-23\n")

    assert crew_by_badge(30)["T2"].reasons_against("fault", ["electrical"]) == ()
    tomorrow = crew_by_badge(30, days=1)["T2"]
    assert tomorrow.reasons_against("fault", ["electrical"]) == (BarReason.NO_CERTIFICATE,)


def test_ar_05_a_crew_whose_outlet_lost_its_authorisation_is_barred_from_everything() -> None:
    load_all()
    load("badge_no,date,starts,ends\nT3,2027-01-04,08:00,16:00\n")

    member = crew_by_badge(days=42)["T3"]

    assert member.reasons_against("fault", []) == (BarReason.NOT_AUTHORISED,)


def test_technicians_are_named_by_short_name_and_badge_in_the_readers_language() -> None:
    load_all()
    found = reads.find_technician_by_badge("T1")
    assert found is not None

    assert reads.name_technicians([found.id], "zh-hans") == {str(found.id): "张师傅 T1"}
    assert reads.name_technicians([found.id], "en") == {str(found.id): "Master Zhang T1"}


def test_a_badge_number_finds_its_technician_and_no_other_does() -> None:
    load_all()

    found = reads.find_technician_by_badge("T1")

    assert found is not None
    assert (found.name_zh, found.outlet_name_zh, found.permit_number) == (
        "张师傅",
        "安诺济南站",
        "P-1",
    )
    assert reads.find_technician_by_badge("T9") is None
    with pytest.raises(TechnicianUnknown):
        reads.get_technician(new_id(NOW))
