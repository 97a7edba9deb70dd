"""Companies and the rulebook in force: versions are added, never changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.outlet.cast import ACTOR, COMPANY, NOW, load
from yinuo.demo.company import RULEBOOK, company_files
from yinuo.engines.rulebook import RulebookInvalid
from yinuo.outlet import reads
from yinuo.outlet.actions import publish_rulebook
from yinuo.outlet.facts import CompanyUnknown, PublishedRulebook, RulebookMissing
from yinuo.outlet.models import RulebookVersion
from yinuo.record.reads import list_events
from yinuo.store.ids import new_id
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = next(f.data for f in company_files(NOW.date()) if f.name == RULEBOOK).decode()
NEXT_YEAR = TEXT.replace("valid_from: 2026-01-01", "valid_from: 2027-01-01").replace(
    "remedy: {credit: 2000}", "remedy: {credit: 3000}"
)


def company_id() -> UUID:
    load(COMPANY)
    company = reads.find_company()
    assert company is not None
    return company.id


def publish(company: UUID, text: str, now: datetime = NOW) -> PublishedRulebook:
    return perform(publish_rulebook, actor=ACTOR, now=now, company_id=company, text=text)


def test_the_rules_in_force_are_those_of_the_local_day() -> None:
    company = company_id()
    old = publish(company, TEXT)
    new = publish(company, NEXT_YEAR)
    last = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)  # 23:59 there

    assert reads.get_rulebook(company, last).rulebook_id == old.rulebook_id
    then = reads.get_rulebook(company, last + timedelta(minutes=1))
    assert then.rulebook_id == new.rulebook_id
    assert reads.get_rulebook_by_id(old.rulebook_id).rulebook.rulebook_id == old.rulebook_id


def test_before_it_is_published_a_rulebook_is_not_in_force() -> None:
    company = company_id()
    publish(company, TEXT)

    with pytest.raises(RulebookMissing):
        reads.get_rulebook(company, NOW - timedelta(seconds=1))


def test_publishing_is_recorded_and_the_same_text_again_is_not() -> None:
    company = company_id()

    first = publish(company, TEXT)
    again = publish(company, TEXT + "\n# a comment changes nothing\n", NOW + timedelta(days=1))

    assert (first.is_new, again.is_new) == (True, False)
    assert first.rulebook_id == again.rulebook_id
    assert RulebookVersion.objects.count() == 1
    lines = [event.kind for event in list_events("company", company)]
    assert lines == ["outlet.company.registered", "outlet.rulebook.published"]


def test_a_text_that_is_no_rulebook_is_not_published() -> None:
    company = company_id()

    with pytest.raises(RulebookInvalid):
        publish(company, TEXT.replace("PT30M", "30 minutes"))

    assert not RulebookVersion.objects.exists()
    with pytest.raises(CompanyUnknown):
        publish(new_id(NOW), TEXT)


def test_without_a_code_the_only_company_is_meant_and_of_two_none() -> None:
    company = company_id()

    found = reads.find_company()
    assert found is not None
    assert found.id == company
    load(COMPANY.replace("annuo", "other"))

    assert reads.find_company() is None
    assert reads.find_company("other") is not None
    with pytest.raises(CompanyUnknown):
        reads.get_company(new_id(NOW))


def test_a_changed_company_is_recorded_on_its_own_chain() -> None:
    company = company_id()

    load(COMPANY.replace("400-000-0000", "400-000-0001"))

    assert reads.get_company(company).hotline == "400-000-0001"
    assert list_events("company", company)[-1].kind == "outlet.company.changed"
