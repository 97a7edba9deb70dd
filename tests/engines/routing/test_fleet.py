"""When each technician can start something new, and how sure that is."""

from __future__ import annotations

import numpy as np
import pytest

from yinuo.engines.routing import Commitment, Standing
from yinuo.engines.routing.fleet import concat, muster

from .cast import NOW, PARAMS, at, request, state, technician


def test_order_is_rank_then_id() -> None:
    people = (technician("b"), technician("a", rank=1), technician("c"))
    assert muster(state(people), NOW, PARAMS).ids == ("b", "c", "a")


def test_idle_technician_leaves_now_and_for_certain() -> None:
    fleet = muster(state((technician("a"),)), NOW, PARAMS)
    assert (fleet.leave[0], fleet.leave_sd[0], fleet.ready[0]) == (0, 0, True)


def test_technician_whose_shift_has_yet_to_begin_leaves_at_its_beginning() -> None:
    fleet = muster(state((technician("a", shift=(10, 500)),)), NOW, PARAMS)
    assert (fleet.leave[0], fleet.ready[0], fleet.standings[0]) == (10, False, "off")


def test_spread_of_a_busy_technician_comes_from_the_drive_and_the_job() -> None:
    busy = technician("a", free=60, standing=Standing.DRIVING)
    fleet = muster(state((busy,), (), (Commitment("a", "x", 1, at(20)),)), NOW, PARAMS)
    assert fleet.leave[0] == pytest.approx(60)
    assert fleet.leave_sd[0] == pytest.approx(np.hypot(0.12 * 20, 0.35 * 40))


def test_own_noise_of_a_drive_replaces_the_general_one() -> None:
    busy = technician("a", free=60, standing=Standing.DRIVING)
    fleet = muster(state((busy,), (), (Commitment("a", "x", 1, at(20), 0.5),)), NOW, PARAMS)
    assert fleet.leave_sd[0] == pytest.approx(np.hypot(0.5 * 20, 0.35 * 40))


def test_job_past_its_expected_end_still_has_a_third_to_go() -> None:
    busy = technician("a", free=-10, standing=Standing.WORKING)
    fleet = muster(state((busy,), (), (Commitment("a", "x", 1, at(-50)),)), NOW, PARAMS)
    assert fleet.leave[0] == pytest.approx(0.3 * 40)


def test_idle_technician_with_a_commitment_is_not_ready() -> None:
    people = (technician("a", standing=Standing.IDLE, free=50),)
    fleet = muster(state(people, (), (Commitment("a", "x", 1, at(10)),)), NOW, PARAMS)
    assert not fleet.ready[0]
    assert fleet.engaged[0] == {"x"}


def test_after_a_visit_the_technician_stands_at_its_door_when_it_is_done() -> None:
    one = muster(state((technician("a"),)), NOW, PARAMS)
    after = one.after_visit(request("r", 5, service=40), 20.0, 3.0, PARAMS)
    assert after.leave[0] == 60
    assert after.leave_sd[0] == pytest.approx(np.hypot(3, 14))
    assert after.points[0, 1] > one.points[0, 1]
    assert after.engaged[0] == {"r"}


def test_concat_keeps_order() -> None:
    fleet = muster(state((technician("a"), technician("b", free=9))), NOW, PARAMS)
    both = concat([fleet.take([1]), fleet.take([0])])
    assert both.ids == ("b", "a")
    assert both.leave.tolist() == pytest.approx([9, 0])
