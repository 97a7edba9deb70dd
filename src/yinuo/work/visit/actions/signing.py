"""Signatures on the phone: kept as lines of points, encrypted; the record holds a salted commitment."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.case.actions import write_line
from yinuo.case.reads import get_case
from yinuo.people.reads import get_salt
from yinuo.record.actions import hold_chain
from yinuo.record.rules import commitment
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.store.timer import set_timer
from yinuo.work.visit.errors import SignatureMissing
from yinuo.work.visit.facts import Signed, SignPaper
from yinuo.work.visit.models import OpeningForm, Signature, Visit
from yinuo.work.visit.reads import signers_of
from yinuo.work.visit.rules.retention import SIGNATURE_TIMER, SIGNATURES_KEPT_FOR
from yinuo.work.visit.rules.signing import is_signature


def sign(
    row: Visit,
    paper: SignPaper,
    signed: Signed,
    *,
    version: int = 0,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep one signature, or why there is none; its id. Raises SignatureMissing for neither, or for lines
    that are no signature."""
    if not is_signature(signed):
        raise SignatureMissing
    id = new_id(now)
    Signature.objects.create(
        id=id,
        visit=row,
        paper=paper,
        version=version,
        role=signed.role,
        strokes=signed.strokes or None,
        reason=signed.reason.value if signed.reason else "",
        signed_at=now,
    )
    body = {"paper": paper.value, "role": signed.role.value, **_said(row, signed)}
    write_line(
        row, "visit.signed" if signed.strokes else "visit.unsigned", body, actor=actor, now=now
    )
    set_timer(SIGNATURE_TIMER, row.case_id, now + SIGNATURES_KEPT_FOR, now=now)
    return id


def sign_hand_over(
    row: Visit, signatures: Iterable[Signed], *, actor: Actor, now: datetime
) -> None:
    """The signatures of a hand-over: the customer's, and after an opening those of the technician and of
    the witness, if there was one (ID-07); others aren't kept. Raises SignatureMissing unless each of them
    signed or says why not."""
    given = {one.role: one for one in signatures}
    wanted = signers_of(row)
    if not given.keys() >= set(wanted):
        raise SignatureMissing
    for role in wanted:
        sign(row, SignPaper.HAND_OVER, given[role], actor=actor, now=now)


@action
def erase_signatures(*, case_id: UUID, actor: Actor, now: datetime) -> int:
    """Erase the signatures of a case whose time is over, but for those of an opening form that must still be
    kept (ID-07); how many. The record keeps that somebody signed, and when."""
    hold_chain("case", case_id)
    signed = Signature.objects.filter(visit__case_id=case_id, strokes__isnull=False)
    kept = OpeningForm.objects.filter(
        visit__case_id=case_id, retained_until__gte=local_date(now)
    ).values("visit_id")
    count = signed.exclude(visit_id__in=kept).update(strokes=None)
    row = Visit.objects.filter(case_id=case_id).order_by("-id").first()
    if row is not None and count:
        write_line(row, "visit.signatures.erased", {"count": count}, actor=actor, now=now)
    return count


def _said(row: Visit, signed: Signed) -> dict[str, Any]:
    """What the record says of it: a commitment to the lines under the customer's salt, or the reason."""
    if signed.reason is not None:
        return {"reason": signed.reason.value}
    salt = get_salt(get_case(row.case_id).customer_id)
    text = json.dumps(signed.strokes, separators=(",", ":"))
    return {"strokes": commitment(salt, text)} if salt else {}
