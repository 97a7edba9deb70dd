"""What others may ask about badges: the token that a technician shows, what one means, the photo on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from yinuo.engines import tlog
from yinuo.outlet.facts import TechnicianFacts
from yinuo.outlet.reads import find_technician_by_badge, get_technician
from yinuo.store import keys
from yinuo.store.secrecy import decrypt_bytes
from yinuo.work.visit.facts import ENDED, VisitFacts
from yinuo.work.visit.reads import find_visit_of_case, get_visit, list_visits_of_case

from .badge_token import LIFE, Badge, claim_of, issue, read
from .facts import BadgeOutcome, BadgePhoto, BadgeVerdict
from .models import BadgePhoto as PhotoRow


def issue_badge(visit_id: UUID, now: datetime) -> tuple[str, datetime]:
    """The token of a visit's technician for its case, and until when it is good."""
    visit = get_visit(visit_id)
    badge_no = get_technician(visit.technician_id).badge_no
    badge = Badge(badge_no, visit.case_id, now + LIFE)
    return issue(keys.badge_key(), badge), badge.expires_at


def get_badge_key() -> str:
    """The public half of the key that signs badges, as it is published: `yinuo-key-v1:…`."""
    return tlog.format_key(keys.badge_key().public_key())


def check_badge(token: str, case_ids: Collection[UUID], now: datetime) -> BadgeVerdict:
    """What a token means to somebody who may see these cases (AR-06); none of them for a stranger.

    A signature that holds isn't enough: the technician is still ours, the visit still stands, and it is for
    the one who asks, where he expects somebody himself.
    """
    badge = read(keys.badge_key().public_key(), token)
    if badge is None:
        return BadgeVerdict(BadgeOutcome.FORGED)
    technician = find_technician_by_badge(badge.badge_no)
    if technician is None:
        return BadgeVerdict(BadgeOutcome.LEFT, badge.badge_no)
    outcome = _outcome(badge, technician, case_ids, now)
    return BadgeVerdict(outcome, badge.badge_no, badge.case_id, technician.id, badge.expires_at)


def _outcome(
    badge: Badge, technician: TechnicianFacts, case_ids: Collection[UUID], now: datetime
) -> BadgeOutcome:
    if badge.expires_at <= now:
        return BadgeOutcome.EXPIRED
    if find_visit_to(badge.case_id, technician.id) is None:
        return BadgeOutcome.NOT_ON_JOB
    if badge.case_id in case_ids:
        return BadgeOutcome.YOURS
    expects = any(_is_awaited(case_id) for case_id in case_ids)
    return BadgeOutcome.OTHER_CASE if expects else BadgeOutcome.OURS


def find_visit_to(case_id: UUID, technician_id: UUID) -> VisitFacts | None:
    """The visit on which a technician is, or is to go, for a case; None if there is none that runs."""
    visits = list_visits_of_case(case_id)
    running = [one for one in visits if one.state not in ENDED]
    return next((one for one in running if one.technician_id == technician_id), None)


def _is_awaited(case_id: UUID) -> bool:
    visit = find_visit_of_case(case_id)
    return visit is not None and visit.state not in ENDED


def claimed_badge(token: str) -> str:
    """The badge number that a forged token names, if it is one of ours; else empty. True in no other way."""
    claimed = claim_of(token)
    return claimed if claimed.isprintable() and find_technician_by_badge(claimed) else ""


def find_photo(technician_id: UUID) -> BadgePhoto | None:
    """Whether there is a photo of a technician."""
    row = PhotoRow.objects.filter(technician_id=technician_id).defer("token").first()
    return row.to_facts() if row else None


def map_photos(technician_ids: Collection[UUID]) -> dict[UUID, BadgePhoto]:
    """The photos that there are of these technicians, in one query."""
    rows = PhotoRow.objects.filter(technician_id__in=technician_ids).defer("token")
    return {row.technician_id: row.to_facts() for row in rows}


def get_photo_bytes(technician_id: UUID) -> bytes | None:
    """A technician's photo, a clean JPEG; who may see it is the page's to say."""
    row = PhotoRow.objects.filter(technician_id=technician_id).first()
    return decrypt_bytes(bytes(row.token)) if row else None
