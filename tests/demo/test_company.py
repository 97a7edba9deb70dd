"""The demo company's files load without a refused line and cover what the story promises."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.base.point import distance_m
from yinuo.demo.company import RULEBOOK, company_files
from yinuo.engines import places
from yinuo.outlet import reads
from yinuo.outlet.actions import import_rows, publish_rulebook
from yinuo.outlet.facts import UNLOCK, CoverageStatus, RowOutcome, TariffGroup
from yinuo.outlet.models import Outlet, ServiceArea, Shift
from yinuo.store.perform import perform

AREAS = Path(__file__).parents[2] / "data" / "demo" / "areas.txt"
NOW = datetime(2027, 12, 7, 4, tzinfo=UTC)  # a Tuesday noon, a year after the files were written
ACTOR = Actor.system("demo")
REPORT_CITY = "370100"

pytestmark = pytest.mark.django_db(transaction=True)


def load() -> UUID:
    for file in company_files(local_date(NOW)):
        company = reads.find_company()
        if file.name == RULEBOOK:
            assert company is not None
            text = file.data.decode()
            perform(publish_rulebook, actor=ACTOR, now=NOW, company_id=company.id, text=text)
            continue
        report = perform(import_rows, actor=ACTOR, now=NOW, data=file.data, all_or_nothing=True)
        assert report.was_applied, [r for r in report.rows if r.outcome is RowOutcome.REFUSED][:3]
    company = reads.find_company("annuo")
    assert company is not None
    return company.id


def test_the_company_can_do_what_its_pages_say() -> None:
    company_id = load()

    _covers_every_named_area_and_no_other(company_id)
    _every_zone_is_staffed_day_and_night_with_every_skill(company_id)
    _the_report_city_has_forty_five_technicians_close_together()
    _the_tariff_has_every_code_of_the_rulebook(company_id)


def _covers_every_named_area_and_no_other(company_id: UUID) -> None:
    for text in AREAS.read_text(encoding="utf-8").split():
        best = places.resolve(text).candidates[0]
        named = [best.code] if best.valid_to is None else [s.code for s in best.successors]
        for code in named:
            found = reads.find_coverage(company_id, code, best.town, None, NOW)
            assert found.status is CoverageStatus.COVERED, text
    elsewhere = reads.find_coverage(company_id, "370202", None, None, NOW)
    assert elsewhere.status is CoverageStatus.NOT_COVERED
    assert elsewhere.nearest is not None


def _every_zone_is_staffed_day_and_night_with_every_skill(company_id: UUID) -> None:
    """Two at least at every instant of the week, who together may do every kind of work."""
    book = reads.get_rulebook(company_id, NOW).rulebook
    skills = {skill for fault in book.case_kinds for skill in fault.skills}
    duty: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for region, period in Shift.objects.values_list("region", "period"):
        duty[region] += [(period.lower, 1), (period.upper, -1)]
    assert set(duty) == set(Outlet.objects.values_list("region", flat=True))
    for region, changes in duty.items():
        on_duty = 0
        for (at, change), (following, _) in pairwise(sorted(changes)):
            on_duty += change
            if at < following and NOW <= at < NOW + timedelta(days=7):
                assert on_duty >= 2, (region, at)
        crew = reads.list_crew(region, NOW + timedelta(hours=14), 0)  # two in the morning
        able = {
            skill
            for member in crew
            for skill in member.skills
            if not member.reasons_against(UNLOCK, [skill])
        }
        assert able == skills, region


def _the_report_city_has_forty_five_technicians_close_together() -> None:
    crew = reads.list_crew(REPORT_CITY, NOW.replace(hour=0), 24 * 60 - 1)
    homes = [member.home for member in crew]

    assert len(crew) == 45
    assert len({member.skills for member in crew}) > 2
    assert max(distance_m(a, b) for a in homes for b in homes) < 25_000 * 2**0.5 + 500
    assert ServiceArea.objects.filter(outlet__region=REPORT_CITY).count() == 4


def _the_tariff_has_every_code_of_the_rulebook(company_id: UUID) -> None:
    tariff = {line.code: line for line in reads.list_tariff(company_id, None, NOW)}
    book = reads.get_rulebook(company_id, NOW).rulebook

    assert {code for fault in book.case_kinds for code in fault.tariff} <= set(tariff)
    assert {line.group for line in tariff.values()} == set(TariffGroup)


def test_the_same_day_gives_the_same_bytes_and_another_only_moves_dates() -> None:
    one, again, later = (
        {file.name: file.data for file in company_files(day)}
        for day in (date(2027, 1, 1), date(2027, 1, 1), date(2027, 6, 1))
    )

    assert one == again
    assert {name for name in one if one[name] != later[name]} == {"technicians.csv", "units.csv"}
    assert one["units.csv"].count(b"\n") == later["units.csv"].count(b"\n") == 201
