"""An address with a NUL in it is not found, whichever page it leads to."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages.crew import enter, staff
from tests.world import found_company, open_case
from yinuo.people.facts import StaffRole

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_nul_in_path_or_query_is_not_found_and_breaks_nothing() -> None:
    case = open_case(found_company())
    manager = enter(staff(StaffRole.MANAGER))
    for path in (
        f"/desk/case/{case.id}/merge/?with=%00",
        "/company/staff/?after=%00",
        "/company/badges/?after=a%00b",
        "/p/%00/",
    ):
        assert manager.get(path).status_code == 404, path
    assert (
        Client().get("/?next=%2500").status_code == 200
    )  # a percent sign that somebody wrote is none
