"""Waiting requests as arrays."""

from __future__ import annotations

from yinuo.engines.routing.calls import gather

from .cast import NOW, request


def test_order_is_id_then_seat() -> None:
    calls = gather([request("b"), request("a", seat=2), request("a")], NOW)
    assert [r.key for r in calls.requests] == [("a", 1), ("a", 2), ("b", 1)]


def test_deadline_of_this_very_minute_counts_as_broken() -> None:
    calls = gather([request("a", made=-30, due=0), request("b", due=0.01)], NOW)
    assert calls.broken.tolist() == [True, False]


def test_take_keeps_every_figure_with_its_request() -> None:
    calls = gather([request("a", 1, due=10), request("b", 2, due=20, radius_m=50)], NOW)
    one = calls.take([1])
    assert one.requests[0].id == "b"
    assert (one.due[0], one.radius_m[0]) == (20, 50)
