"""A new link in the place of all that there are."""

from __future__ import annotations

import pytest

from tests.world import after, customer_of, found_company, open_case
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.intake.actions import renew_link
from yinuo.notice.reads import list_notices
from yinuo.people.actions import issue_link
from yinuo.people.facts import LinkUnknown
from yinuo.people.reads import open_link
from yinuo.record.reads import list_events
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
WEB = Actor.system("web")


def test_old_links_stop_and_the_new_one_opens_the_case_and_is_sent() -> None:
    case = open_case(found_company())
    old = perform(
        issue_link, actor=WEB, now=after(1), customer_id=case.customer_id, case_id=case.id
    )
    url = perform(renew_link, actor=customer_of(case), now=after(2), case_id=case.id)
    with pytest.raises(LinkUnknown):
        open_link(old.token, after(3))
    assert open_link(url.rsplit("/", 1)[1], after(3)).case_id == case.id
    assert "link.renewed" in {notice.template for notice in list_notices(case.id)}
    kinds = [event.kind for event in list_events("person", case.customer_id)]
    assert kinds[-2:] == ["people.link.revoked", "people.link.issued"]


def test_nobody_else_renews_it() -> None:
    case = open_case(found_company())
    stranger = Actor.customer(case.company_id)
    with pytest.raises(NotAllowed):
        perform(renew_link, actor=stranger, now=after(1), case_id=case.id)
