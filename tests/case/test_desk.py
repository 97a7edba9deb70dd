"""What the desk writes to a case: who sees it through, notes, and the one rating."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from tests.pages.crew import staff
from tests.work.visit.walk import on_site
from tests.world import after, body, customer_of, found_company, kinds, lines, open_case
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import confirm_fixed, note_case, rate_case, take_case
from yinuo.case.facts import (
    CaseFacts,
    CaseNotInState,
    NoteEmpty,
    RatedAlready,
    RatingInvalid,
    WithdrawReason,
)
from yinuo.case.models import Rating
from yinuo.case.reads import find_rating, get_case, list_notes, list_owned
from yinuo.intake.actions import withdraw_case
from yinuo.notice.reads import list_notices
from yinuo.people.facts import StaffRole
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def agent(username: str = "desk") -> Actor:
    return Actor.staff(staff(StaffRole.DESK, username).id)


def done() -> CaseFacts:
    walk = on_site().finish()
    walk.say(confirm_fixed)
    return get_case(walk.case.id)


def test_somebody_takes_a_case_and_it_stands_among_his() -> None:
    case, actor = open_case(found_company()), agent()
    taken = perform(take_case, actor=actor, now=after(1), case_id=case.id)
    assert str(taken.owner_id) == actor.id
    assert [mine.id for mine in list_owned(taken.owner_id or case.id)] == [case.id]
    assert body(case, "case.taken") == {"staff": actor.id}


def test_taking_it_from_another_is_said_to_both_on_the_record_and_in_words() -> None:
    case, first, second = open_case(found_company()), agent(), agent("second")
    perform(take_case, actor=first, now=after(1), case_id=case.id)
    perform(take_case, actor=second, now=after(2), case_id=case.id)
    assert body(case, "case.taken") == {"staff": second.id, "before": first.id}
    told = [notice for notice in list_notices(case.id) if notice.template == "case.taken"]
    assert {str(notice.recipient) for notice in told} == {first.id, second.id}


def test_taking_ones_own_again_changes_nothing() -> None:
    case, actor = open_case(found_company()), agent()
    for minutes in (1, 2):
        perform(take_case, actor=actor, now=after(minutes), case_id=case.id)
    assert len(lines(case, "case.taken")) == 1


def test_an_ended_case_and_a_customer_take_nothing() -> None:
    case, actor = open_case(found_company()), agent()
    with pytest.raises(NotAllowed):
        perform(take_case, actor=customer_of(case), now=after(1), case_id=case.id)
    perform(
        withdraw_case,
        actor=customer_of(case),
        now=after(1),
        case_id=case.id,
        reason=WithdrawReason.OTHER,
    )
    with pytest.raises(CaseNotInState):
        perform(take_case, actor=actor, now=after(2), case_id=case.id)


def test_a_note_is_kept_masked_and_its_words_are_on_no_record() -> None:
    case, actor = open_case(found_company()), agent()
    words = "客户说密码是 448812，下午在家"
    perform(note_case, actor=actor, now=after(1), case_id=case.id, words=words)
    (note,) = list_notes(case.id)
    assert "448812" not in note.words
    assert "下午在家" in note.words
    assert body(case, "case.noted") == {}
    with pytest.raises(NoteEmpty):
        perform(note_case, actor=actor, now=after(2), case_id=case.id, words="  ")


def test_IN_19_one_rating_is_asked_for_once_and_a_refusal_ends_it() -> None:
    case = done()
    perform(rate_case, actor=customer_of(case), now=after(200), case_id=case.id, stars=None)
    rating = find_rating(case.id)
    assert rating is not None
    assert rating.stars is None
    assert "case.rating.declined" in kinds(case)
    with pytest.raises(RatedAlready):
        perform(rate_case, actor=customer_of(case), now=after(201), case_id=case.id, stars=5)


def test_AF_17_a_rating_is_on_the_record_and_nobody_changes_or_deletes_it() -> None:
    case = done()
    perform(rate_case, actor=customer_of(case), now=after(200), case_id=case.id, stars=2)
    assert body(case, "case.rated") == {"stars": 2}
    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.update(stars=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.all().delete()
    assert Rating.objects.get().stars == 2


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_only_one_to_five_is_an_answer(stars: int) -> None:
    case = done()
    with pytest.raises(RatingInvalid):
        perform(rate_case, actor=customer_of(case), now=after(200), case_id=case.id, stars=stars)


def test_IN_16_nobody_rates_for_the_customer_and_nobody_before_the_end() -> None:
    case = done()
    member = staff(StaffRole.DESK)
    for actor in (Actor.staff(member.id), Actor.by_phone(case.customer_id, member.id)):
        with pytest.raises(NotAllowed):
            perform(rate_case, actor=actor, now=after(200), case_id=case.id, stars=5)
    running = open_case(case.company_id, now=after(300), phone="19900000003")
    with pytest.raises(CaseNotInState):
        perform(rate_case, actor=customer_of(running), now=after(301), case_id=running.id, stars=5)
