"""What a field in which a place is typed is offered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import found_company
from yinuo.intake.models import Request

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def company() -> None:
    found_company()


def ask(typed: str, path: str = "/suggest/", *, checks: bool = False) -> Any:
    return Client(enforce_csrf_checks=checks).post(path, {"text": typed})


def options(typed: str, path: str = "/suggest/") -> list[dict[str, Any]]:
    answer = ask(typed, path)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["options"]
    return found


def test_the_places_that_a_text_may_become_are_offered_with_what_was_typed_marked() -> None:
    (one,) = options("泰州姜")
    assert one["text"] == "江苏省泰州市姜堰区"
    assert one["text"][one["start"] : one["end"]] == "姜"


def test_how_many_there_are_is_said_for_those_who_listen() -> None:
    assert ask("鼓楼").json()["says"].startswith("8 个地方")
    assert ask("空调不制冷").json() == {"options": [], "says": "没有提示"}


def test_a_place_that_is_gone_says_what_it_is_now() -> None:
    (gone,) = options("江干")
    assert gone["note"] == "现在是 浙江省杭州市上城区、浙江省杭州市钱塘区"


def test_a_guess_says_that_it_is_one() -> None:
    (guess,) = options("济南市力下区")
    assert guess["note"] == "您是不是要找这里？"
    (english,) = options("济南市力下区", "/en/suggest/")
    assert english["note"] == "Did you mean this?"


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "路" * 10_000, "😀"])
def test_any_text_is_answered(typed: str) -> None:
    assert ask(typed).status_code == 200


def test_it_is_posted_from_our_own_pages_and_kept_nowhere() -> None:
    assert Client().get(reverse("suggest")).status_code == 405
    assert ask("泰州", checks=True).status_code == 403
    ask("泰州市姜堰区示范路 8 号")
    assert Request.objects.count() == 0
