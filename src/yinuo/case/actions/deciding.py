"""Writes what a manager decided: kept, on the record, and with the end of the case where that was decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case import kinds
from yinuo.case.facts import CaseState, DecisionAbout, DecisionFacts, DecisionKind
from yinuo.case.models import Decision
from yinuo.people.reads import get_salt
from yinuo.record.rules import commitment
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .rows import move, safe, take, write

_SHORTEST = 5


class WordsMissing(YinuoError):
    """A decision without words that its customer can understand."""

    code = "words_missing"
    zh = "还没有决定：请给客户写明理由，至少五个字。您选的都还在。"
    en = (
        "Nothing was decided: give the customer the reason, in at least five characters. "
        "What you chose is kept."
    )


@action
def decide(
    *,
    case_id: UUID,
    about: DecisionAbout,
    kind: DecisionKind,
    words: str,
    fen: int | None = None,
    promise_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> DecisionFacts:
    """Keep a decision and its words to the customer; END also ends the case, as one that was stopped.

    The record holds a salted commitment of the words. The rooms above have made sure that the actor may
    decide and carry out what follows. Raises WordsMissing, and CaseNotInState for an END of a case that
    isn't open.
    """
    row = take(case_id)
    said = safe(words, row.customer_id)
    if len(said) < _SHORTEST:
        raise WordsMissing
    if kind is DecisionKind.END:
        move(row, CaseState.STOPPED, actor=actor, now=now, closed_at=now)
    decision = Decision.objects.create(
        id=new_id(now),
        region=row.region,
        case=row,
        about=about.value,
        kind=kind.value,
        words=said,
        fen=fen,
        promise_id=promise_id,
        decided_by=str(actor),
        decided_at=now,
    )
    salt = get_salt(row.customer_id)
    body = {
        "about": about.value,
        "decision": kind.value,
        **({"fen": fen} if fen is not None else {}),
        **({"promise": str(promise_id)} if promise_id else {}),
        **({"words": commitment(salt, said)} if salt else {}),
    }
    write(row, kinds.DECIDED, body, actor=actor, now=now)
    return decision.to_facts()
