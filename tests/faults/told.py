"""`python -m tests.faults told`: works through a person's case with everything that staff type about
somebody.

The newest case is visited: proofs are seen, a witness is named, photos taken, a diagnosis written, a
quote accepted, the work paid, a dispute raised. All is logged at DEBUG, as a company might while it looks
for a fault.
"""

from __future__ import annotations

import json
from datetime import timedelta

from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk
from tests.world import decide
from yinuo.base.actor import Actor
from yinuo.case.actions import dispute_case
from yinuo.case.facts import DisputeAbout, DocumentKind, ProofKind, SeenProof
from yinuo.case.reads import list_all_cases
from yinuo.notice.actions import send_recovery_codes
from yinuo.people.actions import add_staff, show_contact
from yinuo.people.facts import LookReason, StaffRole
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import PhotoKind

from .clerk import say


def main(values: str) -> None:
    """`values` is a JSON object: what the witness is called and reached by, and what is written."""
    told = json.loads(values)
    now = clock.now()
    case = max(list_all_cases(), key=lambda one: str(one.id))
    decide(now, case.region)
    walk = Walk(case, now=now)
    walk.arrive()
    walk.say(visit.give_photo_consent, wording="photo-1")
    walk.act(visit.add_photo, kind=PhotoKind.FAULT, data=jpeg())
    witness = (told["witness"], told["witness_phone"])
    office = DocumentKind.PROPERTY_OFFICE
    walk.act(visit.see_proof, proof=SeenProof(ProofKind.WITNESS, office, True, None, *witness))
    walk.finish()
    walk.say(dispute_case, about=DisputeAbout.WORK, words=told["words"])
    later = walk.now + timedelta(minutes=5)
    web = Actor.system("web")
    perform(send_recovery_codes, actor=web, now=later, contact=told["phone"], key="find")
    import_ = Actor.system("import")
    manager = perform(
        add_staff,
        actor=import_,
        now=later,
        username="boss",
        name=told["staff"],
        role=StaffRole.MANAGER,
    )
    perform(
        show_contact,
        actor=Actor.staff(manager.id),
        now=later,
        customer_id=case.customer_id,
        case_id=case.id,
        reason=LookReason.CALL_BACK,
        key="shown",
    )
    say({"case": str(case.id)})
