"""A link that got into wrong hands: all there are stop, and the customer gets a new one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case.reads import get_case
from yinuo.notice.links import customer_url
from yinuo.people.actions import issue_link, revoke_links
from yinuo.store.perform import action

from .telling import tell


@action
def renew_link(*, case_id: UUID, actor: Actor, now: datetime) -> str:
    """Call back every link to a case and return the address of the new one, which is also sent to the contact
    that is known; "" where the staff asks for it, since only the customer may hold it. Raises NotAllowed for
    anybody else."""
    case = get_case(case_id)
    if actor.kind is not ActorKind.STAFF and not case.is_customer(actor):
        raise NotAllowed
    customer_id = case.customer_id
    revoke_links(customer_id=customer_id, case_id=case_id, actor=actor, now=now)
    link = issue_link(customer_id=customer_id, case_id=case_id, actor=actor, now=now)
    url = customer_url(link.token, case.language)
    event = f"link.renewed:{now.isoformat()}"
    tell(
        case,
        "link.renewed",
        {"number": case.number, "link": url},
        actor=actor,
        now=now,
        event=event,
    )
    return "" if actor.kind is ActorKind.STAFF else url
