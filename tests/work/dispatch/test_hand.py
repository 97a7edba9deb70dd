"""A dispatcher decides by hand: who is sent, who is refused, who was faster, and what is written down."""

from __future__ import annotations

import pytest

from tests.work.dispatch.hand import (
    DISPATCHER,
    WHY,
    candidates,
    free,
    held,
    pause,
    send_to,
    take,
)
from tests.work.visit.walk import begin
from tests.world import (
    AWAY,
    CREW_OF_TWO,
    NOW,
    UNLOCK,
    active,
    after,
    body,
    decide,
    found_company,
    job_of,
    kinds,
    lines,
    list_assignments,
    open_case,
)
from yinuo.notice.reads import list_notices
from yinuo.outlet.models import Credential, Shift, Technician
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import cancel_job, forget_places, move_deadline
from yinuo.work.dispatch.board import list_interventions
from yinuo.work.dispatch.facts import (
    AlreadyThere,
    Caution,
    CustomerWantsLater,
    EndReason,
    HandKind,
    Hindrance,
    JobOver,
    JobState,
    JobUnknown,
    MayNotGo,
    NotOnDuty,
    SeatChanged,
    TechnicianBusy,
    TechnicianPaused,
    UnwiseChoice,
    WordsMissing,
)
from yinuo.work.dispatch.models import Intervention
from yinuo.work.dispatch.reads import count_overlaps, get_customer_reasons, get_explanations

pytestmark = pytest.mark.django_db(transaction=True)


class TestSent:
    """Somebody is sent whom the plan didn't choose."""

    def test_an_empty_seat_gets_whom_the_dispatcher_names(self) -> None:
        case = open_case(found_company())
        wanted = free(case)[1]
        assignment = send_to(case, wanted)
        assert active(case) == [assignment]
        assert assignment.technician_id == wanted
        assert assignment.is_by_hand
        assert job_of(case).state is JobState.ASSIGNED
        line = lines(case, "dispatch.technician.assigned")[-1]
        assert line.actor == str(DISPATCHER)
        assert line.body["by_hand"] == "customer_asked"
        assert kinds(case, "visit.planned") == ["visit.planned"]

    def test_the_words_are_kept_and_stay_out_of_the_record(self) -> None:
        case = open_case(found_company())
        send_to(case, free(case)[1])
        (done,) = list_interventions(job_id=job_of(case).id)
        assert (done.kind, done.words) == (HandKind.SENT, WHY)
        assert all(WHY not in str(line.body) for line in lines(case))
        assert Intervention.objects.filter(words__contains=WHY).count() == 0

    def test_an_erased_customer_takes_the_words_along(self) -> None:
        case = open_case(found_company())
        send_to(case, free(case)[1])
        perform(forget_places, actor=DISPATCHER, now=after(2), customer_id=case.customer_id)
        assert [row.words for row in list_interventions(job_id=job_of(case).id)] == [""]

    def test_without_a_reason_in_words_nobody_is_sent(self) -> None:
        case = open_case(found_company())
        with pytest.raises(WordsMissing):
            send_to(case, free(case)[0], words="  ")
        assert active(case) == []

    def test_the_plan_leaves_alone_who_was_sent_by_hand(self) -> None:
        company = found_company()
        case = open_case(company)
        assignment = send_to(case, free(case)[1])
        Shift.objects.filter(technician_id=assignment.technician_id).delete()
        decide(after(2))
        assert active(case) == [assignment]

    def test_why_is_said_to_the_staff_and_politely_to_the_customer(self) -> None:
        case = open_case(found_company())
        send_to(case, free(case)[1])
        (staff,) = get_explanations(case.id, "zh-hans")
        assert staff.startswith("调度员指派了")
        (english,) = get_explanations(case.id, "en")
        assert "sent by the dispatcher" in english
        (customer,) = get_customer_reasons(case.id, "zh-hans")
        assert "由调度员安排给您" in customer

    def test_sent_twice_with_one_key_it_happens_once(self) -> None:
        case = open_case(found_company())
        wanted = free(case)[0]
        assert send_to(case, wanted, key="one") == send_to(case, wanted, key="one")
        assert len(list_assignments(job_of(case).id)) == 1


class TestHandedOver:
    """A job goes from one technician to another before anybody arrived."""

    def test_both_are_told_and_the_promise_stays(self) -> None:
        case = open_case(found_company())
        decide()
        first = active(case)[0]
        promise = find_promise(case.id, PromiseKind.ARRIVE)
        second = free(case, after(1))[0]
        send_to(case, second, seen=first.id)
        assert [row.technician_id for row in active(case)] == [second]
        assert list_assignments(job_of(case).id)[0].end_reason is EndReason.HANDED_OVER
        assert find_promise(case.id, PromiseKind.ARRIVE) == promise
        assert body(case, "dispatch.technician.released")["by_hand"] == "customer_asked"
        assert "visit.reassigned" in [notice.template for notice in list_notices(case.id)]

    def test_whoever_handed_it_over_is_not_asked_for_it_again(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        first = active(case)[0]
        second = send_to(case, free(case, after(1))[0], seen=first.id)
        take(second.id, 2)
        decide(after(3))
        assert active(case) == []

    def test_one_of_two_is_handed_over_alone(self) -> None:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        one, other = active(case)
        wanted = free(case, after(1))[0]
        send_to(case, wanted, seen=one.id)
        assert [row.technician_id for row in active(case)] == [wanted, other.technician_id]

    def test_after_the_arrival_it_is_too_late(self) -> None:
        walk = begin().arrive()
        assignment = active(walk.case)[0]
        with pytest.raises(AlreadyThere):
            send_to(walk.case, free(walk.case, after(9))[0], seen=assignment.id, minutes=9)
        with pytest.raises(AlreadyThere):
            take(assignment.id, 9)
        assert active(walk.case) == [assignment]


class TestTakenBack:
    """A job goes back into the queue."""

    def test_the_plan_sends_somebody_else(self) -> None:
        case = open_case(found_company())
        decide()
        first = active(case)[0]
        ended = take(first.id)
        assert ended.end_reason is EndReason.TAKEN_BACK
        assert job_of(case).state is JobState.WAITING
        assert body(case, "dispatch.technician.released")["by_hand"] == "workload"
        decide(after(2))
        assert active(case)[0].technician_id != first.technician_id

    def test_what_was_sent_by_hand_can_be_released_by_hand(self) -> None:
        case = open_case(found_company())
        assignment = send_to(case, free(case)[1])
        take(assignment.id, 2)
        assert active(case) == []
        done = list_interventions(job_id=job_of(case).id)
        assert [row.kind for row in done] == [HandKind.TAKEN_BACK, HandKind.SENT]

    def test_the_assignment_of_another_job_is_not_taken_back_by_way_of_ones_own(self) -> None:
        company = found_company()
        case, other = open_case(company), open_case(company, UNLOCK, phone="19900000002")
        decide()
        with pytest.raises(JobUnknown):
            take(active(other)[0].id, job_id=job_of(case).id)
        assert active(other)

    def test_nobody_takes_back_twice(self) -> None:
        case = open_case(found_company())
        decide()
        first = active(case)[0]
        take(first.id)
        with pytest.raises(SeatChanged) as refused:
            take(first.id, 2)
        assert "现在没有师傅" in refused.value.zh


class TestRefused:
    """What nobody may do by hand."""

    def test_id_01_who_may_not_open_locks_is_not_sent_to_one(self) -> None:
        case = open_case(found_company(), UNLOCK)
        wanted = free(case)[0]
        Credential.objects.all().delete()
        Technician.objects.update(name_zh="改")  # what is kept of the company is read anew
        with pytest.raises(MayNotGo):
            send_to(case, wanted, is_sure=True)
        assert active(case) == []
        assert {c.hindrance for c in candidates(case)} == {Hindrance.UNLAWFUL}

    def test_a_missing_skill_is_no_matter_of_taste(self) -> None:
        case = open_case(found_company())
        wanted = free(case)[0]
        Technician.objects.filter(id=wanted).update(skills=[])
        with pytest.raises(MayNotGo):
            send_to(case, wanted, is_sure=True)

    def test_nobody_has_two_jobs_at_once(self) -> None:
        company = found_company()
        one = open_case(company)
        other = open_case(company, phone="19900000002", point=AWAY)
        decide()
        busy, seen = active(one)[0].technician_id, held(other)
        with pytest.raises(TechnicianBusy):
            send_to(other, busy, seen=seen, is_sure=True)
        assert count_overlaps() == 0

    def test_a_paused_technician_is_resumed_first(self) -> None:
        case = open_case(found_company())
        wanted = free(case)[0]
        pause(wanted)
        with pytest.raises(TechnicianPaused):
            send_to(case, wanted, minutes=2)

    def test_who_is_not_on_duty_is_not_sent(self) -> None:
        case = open_case(found_company())
        wanted = free(case)[0]
        Shift.objects.filter(technician_id=wanted).delete()
        with pytest.raises(NotOnDuty):
            send_to(case, wanted)

    def test_nobody_comes_before_the_customer_wants_it(self) -> None:
        case = open_case(found_company())
        perform(
            move_deadline,
            actor=DISPATCHER,
            now=NOW,
            case_id=case.id,
            deadline_at=after(300),
            not_before_at=after(240),
        )
        with pytest.raises(CustomerWantsLater):
            send_to(case, free(case, after(1))[0])

    def test_a_job_that_is_over_takes_nobody(self) -> None:
        case = open_case(found_company())
        wanted = free(case)[0]
        perform(cancel_job, actor=DISPATCHER, now=after(1), case_id=case.id)
        with pytest.raises(JobOver):
            send_to(case, wanted, minutes=2)

    def test_what_is_unwise_has_to_be_confirmed(self) -> None:
        case = open_case(found_company())
        decide()
        first = active(case)[0]
        take(first.id)
        (again,) = [c for c in candidates(case, after(2)) if c.technician_id == first.technician_id]
        assert again.cautions == (Caution.TAKEN_BACK,)
        with pytest.raises(UnwiseChoice):
            send_to(case, first.technician_id, minutes=2)
        send_to(case, first.technician_id, minutes=2, is_sure=True)
        assert active(case)[0].technician_id == first.technician_id
