"""Whom law and contract keep from being sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.work.dispatch.scene import excluded, unpromised
from tests.world import (
    NOW,
    UNLOCK,
    active,
    after,
    decide,
    found_company,
    kinds,
    open_case,
)
from yinuo.outlet.models import Credential, Outlet, Technician

pytestmark = pytest.mark.django_db(transaction=True)


class TestBarred:
    """Who may not go, counted with the reason."""

    def test_ID_01_no_opening_by_an_outlet_without_its_police_permit(self) -> None:
        company = found_company(crew=3)
        Credential.objects.all().delete()
        unlock = unpromised(company, report=UNLOCK)
        decide()
        assert active(unlock) == []
        assert excluded(unlock) == ["barred:no_opening_credential:3"]
        assert kinds(unlock).count("dispatch.job.unassigned") == 1
        decide(after(1))
        assert kinds(unlock).count("dispatch.job.unassigned") == 1
        repair = open_case(company, phone="19900000002")
        decide()
        assert len(active(repair)) == 1

    def test_ID_01_no_opening_on_a_permit_that_has_run_out(self) -> None:
        company = found_company(crew=2)
        Credential.objects.update(valid_to=NOW.date() - timedelta(days=1))
        unlock = unpromised(company, report=UNLOCK)
        decide()
        assert excluded(unlock) == ["barred:no_opening_credential:2"]

    def test_ID_02_no_opening_without_the_yearly_proof_of_no_record(self) -> None:
        company = found_company(crew=2)
        Technician.objects.update(no_record_checked_date=None, no_record_valid_to=None)
        unlock = unpromised(company, report=UNLOCK)
        decide()
        assert active(unlock) == []
        (reason,) = excluded(unlock)
        assert "no_record" in reason

    def test_AR_05_nobody_goes_for_an_outlet_whose_authorisation_has_ended(self) -> None:
        company = found_company(crew=1)
        case = open_case(company)
        Outlet.objects.update(authorised_to=NOW.date() - timedelta(days=1))
        decide()
        assert active(case) == []
        (reason,) = excluded(case)
        assert "authoris" in reason
