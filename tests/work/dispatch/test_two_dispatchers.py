"""Two dispatchers choose for the same seat: one wins, the other is told what happened."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest
from django.db import connection

from tests.work.dispatch.hand import (
    free,
    send_to,
)
from tests.world import (
    active,
    found_company,
    open_case,
)
from yinuo.base.errors import YinuoError
from yinuo.outlet.models import Technician
from yinuo.work.dispatch.facts import (
    SeatChanged,
)
from yinuo.work.dispatch.models import Assignment

pytestmark = pytest.mark.django_db(transaction=True)


class TestTwoDispatchers:
    """One wins, the other is told what happened."""

    def test_a_choice_made_before_an_old_picture_is_refused_with_the_new_one(self) -> None:
        case = open_case(found_company())
        one, other = free(case)[:2]
        send_to(case, one)
        with pytest.raises(SeatChanged) as refused:
            send_to(case, other)
        name = Technician.objects.get(id=one)
        assert name.name_zh in refused.value.zh
        assert name.name_en in refused.value.en
        assert active(case)[0].technician_id == one

    def test_at_the_same_instant_one_of_them_wins(self) -> None:
        case = open_case(found_company())
        answers: list[UUID | YinuoError] = []
        at_once = threading.Barrier(2, timeout=20)

        def decide_by_hand(technician_id: UUID) -> None:
            at_once.wait()
            try:
                answers.append(send_to(case, technician_id).technician_id)
            except YinuoError as error:
                answers.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=decide_by_hand, args=(id,)) for id in free(case)[:2]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        won = [answer for answer in answers if isinstance(answer, UUID)]
        lost = [answer for answer in answers if isinstance(answer, SeatChanged)]
        assert len(won) == len(lost) == 1
        assert [row.technician_id for row in active(case)] == won
        assert Assignment.objects.filter(ended_at=None).count() == 1
