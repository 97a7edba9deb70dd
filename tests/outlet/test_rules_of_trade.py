"""Rules of law that outlets and their crews keep, by their numbers in docs/rules.md."""

from __future__ import annotations

import pytest

from tests.outlet.cast import NOW, load, load_all
from yinuo.outlet.facts import CrewFacts
from yinuo.outlet.reads import list_crew

pytestmark = pytest.mark.django_db(transaction=True)


def electrician() -> CrewFacts:
    return next(member for member in list_crew("370100", NOW, 720) if "electrical" in member.skills)


def test_AR_04_electrical_work_needs_a_certificate_in_force() -> None:
    load_all()
    electrical = frozenset({"electrical"})
    assert [r.value for r in electrician().reasons_against("fault", electrical)] == [
        "no_certificate"
    ]
    load("badge_no,certificate,number,valid_to\nT2,电工,E-1,2026-11-22\n")
    assert electrician().reasons_against("fault", electrical)
    load("badge_no,certificate,number,valid_to\nT2,电工,E-1,2027-11-22\n")
    assert electrician().reasons_against("fault", electrical) == ()
