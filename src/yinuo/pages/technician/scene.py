"""What a technician's screen is about: one visit of his own, as it stands at this instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.facts import TechnicianFacts
from yinuo.outlet.reads import find_technician_of_staff, get_rulebook_by_id
from yinuo.pages.frame.language import language
from yinuo.people.facts import Access, StaffFacts, Verb
from yinuo.people.reads import is_allowed
from yinuo.store import clock
from yinuo.work.visit.errors import VisitUnknown
from yinuo.work.visit.facts import Moment, VisitFacts, VisitState
from yinuo.work.visit.reads import get_leading_visit, get_moment, get_visit


class BadgeMissing(NotAllowed):
    """A login without a technician: nobody is sent anywhere under it."""

    code = "badge_missing"
    zh = "您的账号还没有关联工牌，所以没有工单。请找主管在后台关联，关联后刷新即可。"
    en = "Your login has no badge yet, so it has no visits. Ask your manager to link it, then reload."


@dataclass(frozen=True)
class Scene:
    """A visit, its case and its technician, and the instant at which they were read."""

    staff: StaffFacts
    technician: TechnicianFacts
    visit: VisitFacts
    case: CaseFacts
    now: datetime

    @property
    def actor(self) -> Actor:
        """The technician, as the record names him."""
        return Actor.technician(self.technician.id)

    @property
    def is_open(self) -> bool:
        """Whether the technician may still see whose case it is: until 24 hours after its end (PD-06),
        and not at all once it was taken off him."""
        if self.visit.state is VisitState.CALLED_OFF:
            return False
        ended = self.visit.ended_at
        over = (self.now - ended).total_seconds() / 60 if ended else None
        access = Access(is_own=True, over_for_minutes=over)
        return is_allowed(self.staff.role, Verb.SEE_CASE, access=access)

    @cached_property
    def lead(self) -> VisitFacts:
        """The visit that holds steps, quote and photos: this one, or that of the first of two."""
        return get_leading_visit(self.visit.id)

    @cached_property
    def moment(self) -> Moment:
        """What may be done now."""
        return get_moment(self.visit.id)

    @cached_property
    def fault(self) -> rulebooks.FaultRule:
        """What is wrong, from the case's own rulebook."""
        return fault_of(self.case)


def fault_of(case: CaseFacts) -> rulebooks.FaultRule:
    """What is wrong, from the case's own rulebook."""
    return rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)


def fault_name(case: CaseFacts) -> str:
    """What is wrong, in the reader's language."""
    name = fault_of(case).name
    return name.en if language().startswith("en") else name.zh


def technician_of(staff: StaffFacts) -> TechnicianFacts:
    """Who works under a login; BadgeMissing if nobody does."""
    technician = find_technician_of_staff(staff.id)
    if technician is None:
        raise BadgeMissing
    return technician


def open_scene(staff: StaffFacts, visit_id: UUID) -> Scene:
    """The scene of a technician's own visit; VisitUnknown for anybody else's."""
    technician = technician_of(staff)
    visit = get_visit(visit_id)
    if visit.technician_id != technician.id:
        raise VisitUnknown
    return Scene(staff, technician, visit, get_case(visit.case_id), clock.now())
