"""What the desk does with a case: somebody takes it, notes are written; and the one rating at the end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case import kinds, rules
from yinuo.case.facts import (
    CaseFacts,
    CaseNotInState,
    CaseState,
    NoteEmpty,
    NoteFacts,
    RatedAlready,
    RatingFacts,
    RatingInvalid,
)
from yinuo.case.models import Note, Rating
from yinuo.notice.actions import queue
from yinuo.people.reads import get_staff
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .rows import committed, customer_only, safe, say, take, write


@action
def take_case(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """Somebody of the staff sees this case through from now on; whoever did before hears who does.

    Taking one's own case again changes nothing. Raises NotAllowed for anybody but staff, CaseNotInState for
    a case that has ended.
    """
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    row = take(case_id)
    if CaseState(row.state) not in rules.LIVE:
        raise CaseNotInState
    owner_id, before_id = UUID(actor.id), row.owner_id
    if before_id == owner_id:
        return row.to_facts()
    row.owner_id = owner_id
    row.save(update_fields=["owner"])
    body = {"staff": str(owner_id), **({"before": str(before_id)} if before_id else {})}
    write(row, kinds.TAKEN, body, actor=actor, now=now)
    facts = row.to_facts()
    if before_id is not None:
        _tell_both(facts, before_id, owner_id, actor, now)
    return facts


def _tell_both(
    case: CaseFacts, before_id: UUID, owner_id: UUID, actor: Actor, now: datetime
) -> None:
    """Whoever gave it up without asking, and whoever took it, read the same words."""
    for staff_id in (before_id, owner_id):
        queue(
            subject=case.id,
            event=f"case.taken:{now.isoformat()}",
            template="case.taken",
            params={
                "number": case.number,
                "before": get_staff(before_id).name,
                "after": get_staff(owner_id).name,
            },
            recipient_staff=staff_id,
            region=case.region,
            actor=actor,
            now=now,
        )


@action
def note_case(*, case_id: UUID, words: str, actor: Actor, now: datetime) -> NoteFacts:
    """Keep a note for colleagues, codes in it masked (IN-11); the record says that there is one, and no word.

    Raises NotAllowed for anybody but staff, NoteEmpty without a word.
    """
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    if not words.strip():
        raise NoteEmpty
    case = take(case_id)
    row = Note.objects.create(
        id=new_id(now),
        region=case.region,
        case=case,
        staff_id=UUID(actor.id),
        words=safe(words, case.customer_id),
        written_at=now,
    )
    write(case, kinds.NOTED, {}, actor=actor, now=now)
    return row.to_facts()


@action
def keep_spoken(
    *, case_id: UUID, wish: str, call_id: UUID, words: str, actor: Actor, now: datetime
) -> CaseFacts:
    """Keep what the customer said by phone, as somebody of the staff wrote it down, codes masked;
    `wish` is a code for what is done because of it. The record commits to the words. Raises NotAllowed
    for anybody but staff."""
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    row = take(case_id)
    said = committed(row.customer_id, say(row, "by_phone", words, now))
    body = {"wish": wish, "call": str(call_id), "words": said}
    write(row, kinds.SPOKEN, body, actor=actor, now=now)
    return row.to_facts()


@action
def deny_spoken(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """The customer's own line that he said no such thing by phone. What follows is the rooms' above. Raises
    NotAllowed for anybody else, and for a word by phone."""
    row = take(case_id)
    customer_only(row, actor)
    if actor.through:
        raise NotAllowed
    write(row, kinds.WORD_DENIED, {}, actor=actor, now=now)
    return row.to_facts()


@action
def rate_case(*, case_id: UUID, stars: int | None, actor: Actor, now: datetime) -> RatingFacts:
    """The customer answers the one question at the end, or says no to it: either way it is never asked again
    (IN-19), and no answer can be changed (AF-17).

    Raises NotAllowed for anybody but the customer himself, CaseNotInState before the case is done,
    RatingInvalid outside one to five, RatedAlready.
    """
    if stars is not None and not 1 <= stars <= 5:
        raise RatingInvalid
    case = take(case_id)
    customer_only(case, actor)
    if actor.through:
        raise NotAllowed  # what one thinks of the staff isn't told through the staff
    if case.state != CaseState.DONE:
        raise CaseNotInState
    if Rating.objects.filter(case=case).exists():
        raise RatedAlready
    row = Rating.objects.create(
        id=new_id(now),
        region=case.region,
        case=case,
        outlet_id=case.outlet_id,
        stars=stars,
        given_at=now,
    )
    if stars is None:
        write(case, kinds.RATING_DECLINED, {}, actor=actor, now=now)
    else:
        write(case, kinds.RATED, {"stars": stars}, actor=actor, now=now)
    return row.to_facts()
