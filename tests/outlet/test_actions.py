"""Files are imported line by line, rulebooks published, the rota written ahead."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.outlet.cast import (
    ACTOR,
    AREAS,
    COMPANY,
    NOW,
    OUTLETS,
    SHIFTS,
    TARIFF,
    TECHNICIANS,
    UNITS,
    kinds_of,
    load,
    load_all,
)
from yinuo.outlet import reads
from yinuo.outlet.actions import give_login, import_rows
from yinuo.outlet.facts import CompanyUnknown, FileUnreadable, LoginTaken, RowOutcome
from yinuo.outlet.models import Outlet, ServiceArea, Shift, TariffLine
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffRole
from yinuo.people.reads import find_unit
from yinuo.record.reads import list_events
from yinuo.store.perform import OutsideTransaction, perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_line_says_what_became_of_it_and_the_record_counts_them() -> None:
    load(COMPANY)
    company = reads.find_company()
    assert company is not None

    report = load(OUTLETS.replace("370104", "990104"))

    assert [(row.number, row.outcome, row.key) for row in report.rows] == [
        (2, RowOutcome.CREATED, "JN1"),
        (3, RowOutcome.REFUSED, "JN2"),
        (4, RowOutcome.CREATED, "QH1"),
    ]
    assert "990104" in report.rows[1].zh
    assert set(Outlet.objects.values_list("code", "region")) == {
        ("JN1", "370100"),
        ("QH1", "469002"),
    }
    body = list_events("company", company.id)[-1].body
    assert (body["sheet"], body["created"], body["refused"]) == ("outlets", 2, 1)


def test_a_file_imported_again_changes_nothing_and_leaves_no_line() -> None:
    company_id = load_all()
    before = kinds_of(company_id)
    ids = set(Shift.objects.values_list("id", flat=True))

    for text in (COMPANY, OUTLETS, AREAS, TECHNICIANS, SHIFTS, TARIFF, UNITS):
        report = load(text, NOW + timedelta(minutes=5))
        assert {row.outcome for row in report.rows} == {RowOutcome.SAME}

    assert kinds_of(company_id) == before
    assert set(Shift.objects.values_list("id", flat=True)) == ids


def test_a_changed_line_is_an_update_of_that_line_alone() -> None:
    load_all()

    report = load(OUTLETS.replace("示范路 2 号", "示范路 22 号"))

    assert [row.outcome for row in report.rows] == [
        RowOutcome.SAME,
        RowOutcome.UPDATED,
        RowOutcome.SAME,
    ]
    assert Outlet.objects.get(code="JN2").address == "示范路 22 号"


def test_all_or_nothing_keeps_the_good_lines_out_too() -> None:
    load(COMPANY)

    report = load(OUTLETS.replace("36.65", "abc"), all_or_nothing=True)

    assert not report.was_applied
    assert report.count(RowOutcome.REFUSED) == 1
    assert not Outlet.objects.exists()


def test_a_dry_run_says_what_would_be_and_writes_nothing() -> None:
    load(COMPANY)

    report = load(OUTLETS, dry_run=True)

    assert report.count(RowOutcome.CREATED) == 3
    assert not report.was_applied
    assert not Outlet.objects.exists()


def test_nothing_is_imported_for_a_company_that_is_not_there() -> None:
    with pytest.raises(CompanyUnknown):
        load(OUTLETS)


def test_an_unreadable_file_leaves_nothing_behind() -> None:
    load(COMPANY)

    with pytest.raises(FileUnreadable):
        load(b"PK\x03\x04rest of a workbook")
    with pytest.raises(FileUnreadable, match="no rows"):
        load(OUTLETS.splitlines()[0])


def test_the_same_file_imported_by_several_at_once_is_taken_once() -> None:
    load(COMPANY)

    def import_outlets(_: int) -> int:
        try:
            return load(OUTLETS).count(RowOutcome.CREATED)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        created = list(pool.map(import_outlets, range(4)))

    assert sorted(created) == [0, 0, 0, 3]
    assert Outlet.objects.count() == 3


def test_an_import_outside_the_front_door_is_refused() -> None:
    with pytest.raises(OutsideTransaction):
        import_rows(data=COMPANY.encode(), actor=ACTOR, now=NOW)


def test_an_area_in_another_dispatch_zone_is_refused() -> None:
    load_all()

    report = load("outlet,area_code\nJN1,370202\n")

    assert report.rows[0].outcome is RowOutcome.REFUSED
    assert not ServiceArea.objects.filter(division_code="370202").exists()


def test_an_abolished_division_is_refused_with_its_successors() -> None:
    load_all()

    report = load("outlet,area_code\nJN1,330104\n")

    assert "330102" in report.rows[0].zh
    assert "330114" in report.rows[0].en


def test_an_outlet_does_not_move_to_another_zone() -> None:
    load_all()

    report = load(OUTLETS.replace("370104", "370202"))

    assert report.rows[1].outcome is RowOutcome.REFUSED
    assert Outlet.objects.get(code="JN2").region == "370100"


def test_lines_that_name_unknown_outlets_or_badges_are_refused() -> None:
    load(COMPANY)

    assert load(AREAS).count(RowOutcome.REFUSED) == 4
    assert load(TECHNICIANS).count(RowOutcome.REFUSED) == 3
    assert load(SHIFTS).count(RowOutcome.REFUSED) == 3


def test_a_published_price_is_not_changed_but_followed_by_a_later_line() -> None:
    load_all()

    now_in_force = load(TARIFF.replace("12000", "12500"))
    still_to_come = load(TARIFF.replace("13000", "13500"))

    assert now_in_force.count(RowOutcome.REFUSED) == 1
    assert still_to_come.count(RowOutcome.UPDATED) == 1
    assert TariffLine.objects.filter(code="R-LOCK", price_fen=12000).exists()


def test_units_of_a_file_stand_in_the_register() -> None:
    load_all()

    unit = find_unit("an30-0001")

    assert unit is not None
    assert (unit.model, str(unit.sold_at_date)) == ("H30", "2025-01-10")
    assert load("serial,model\nAN99-0001,NO-SUCH\n").count(RowOutcome.REFUSED) == 1


def test_a_login_is_one_technicians_and_a_file_without_logins_keeps_it() -> None:
    company_id = load_all()
    one, other = reads.list_technicians(company_id)[:2]
    staff = perform(
        add_staff,
        actor=ACTOR,
        now=NOW,
        username="zhang",
        name="张某",
        role=StaffRole.TECHNICIAN,
        password=None,
    )

    perform(give_login, actor=ACTOR, now=NOW, technician_id=one.id, staff_id=staff.id)
    with pytest.raises(LoginTaken):
        perform(give_login, actor=ACTOR, now=NOW, technician_id=other.id, staff_id=staff.id)
    load(TECHNICIANS.replace("36.67,117.07", "36.68,117.07"))

    found = reads.find_technician_of_staff(staff.id)
    assert found is not None
    assert found.badge_no == "T1"
    assert list_events("staff", staff.id)[-1].kind == "outlet.login.given"
