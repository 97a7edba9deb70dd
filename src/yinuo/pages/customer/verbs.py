"""What the customer does on the promise page: one tap, one action, said once however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from yinuo.base.errors import NotFound, YinuoError
from yinuo.case.actions import confirm_fixed, rate_case
from yinuo.case.facts import CaseFacts
from yinuo.intake.actions import (
    ask_call_back,
    come_again,
    come_now,
    confirm_call_back,
    deny_word,
    settle_dispute,
    withdraw_position,
)
from yinuo.promise.actions import accept_price, decline_price
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.actions import (
    accept_destructive,
    customer_confirms_price,
    customer_denies,
    customer_says_here,
    give_photo_consent,
    withdraw_photo_consent,
)
from yinuo.work.visit.errors import PaymentSaidAlready

from .case import show_paid_again
from .door import actor_of, for_customer, sent_key, show_error

PHOTO_WORDING = "2026-11"
"""The version of the words under which photos are agreed to."""
_MOST_YUAN = 1_000_000


class AmountUnreadable(YinuoError):
    """The text isn't an amount of money."""

    code = "amount_unreadable"
    zh = "请填实际付的金额，例如 130 或 130.50。您之前的记录都在。"
    en = "Please enter the amount you paid, such as 130 or 130.50. What was recorded is kept."


@for_customer
@require_POST
def do(request: HttpRequest, case: CaseFacts, verb: str) -> HttpResponse:
    """Do what was tapped, then show the page as it stands."""
    if verb not in _VERBS:
        raise NotFound
    action, read = _VERBS[verb]
    try:
        arguments = read(request)
    except AmountUnreadable as error:
        return show_paid_again(request, case, error, request.POST.get("paid", ""))
    try:
        perform(
            action,
            actor=actor_of(case),
            now=clock.now(),
            key=sent_key(request),
            case_id=case.id,
            **arguments,
        )
    except PaymentSaidAlready as error:
        way = (reverse("case-dispute", args=[case.id]), gettext("提出异议"))
        return show_error(request, error, case.id, way)
    return redirect("case", case.id)


def _nothing(request: HttpRequest) -> dict[str, Any]:
    return {}


def _version(request: HttpRequest) -> dict[str, Any]:
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise NotFound
    return {"version": int(text)}


def _paid(request: HttpRequest) -> dict[str, Any]:
    """Yuan as people type them, to fen; anything finer than a fen is no amount."""
    text = request.POST.get("paid", "").strip().lstrip("¥￥").removesuffix("元")
    try:
        yuan = Decimal(text)
        fen = yuan * 100
        is_amount = yuan.is_finite() and 0 <= yuan <= _MOST_YUAN and fen == fen.to_integral_value()
    except InvalidOperation:
        raise AmountUnreadable from None
    if not is_amount:
        raise AmountUnreadable
    return {"paid_fen": int(fen), "visit_id": _visit_id(request)}


def _visit_id(request: HttpRequest) -> UUID:
    """Which visit the form was about: another may have come since."""
    try:
        return UUID(request.POST.get("visit", ""))
    except ValueError:
        raise NotFound from None


def _stars(request: HttpRequest) -> dict[str, Any]:
    """One to five, or none for somebody who doesn't want to."""
    text = request.POST.get("stars", "")
    return {"stars": int(text) if text in ("1", "2", "3", "4", "5") else None}


def _again(request: HttpRequest) -> dict[str, Any]:
    return {"words": ""}


def _wording(request: HttpRequest) -> dict[str, Any]:
    return {"wording": PHOTO_WORDING}


_VERBS: dict[str, tuple[Callable[..., Any], Callable[[HttpRequest], dict[str, Any]]]] = {
    "here": (customer_says_here, _nothing),
    "nobody": (customer_denies, _nothing),
    "photos": (give_photo_consent, _wording),
    "no-photos": (withdraw_photo_consent, _nothing),
    "destructive": (accept_destructive, _nothing),
    "accept": (accept_price, _version),
    "decline": (decline_price, _version),
    "paid": (customer_confirms_price, _paid),
    "again": (come_again, _again),
    "fixed": (confirm_fixed, _nothing),
    "now": (come_now, _nothing),
    "no-position": (withdraw_position, _nothing),
    "settled": (settle_dispute, _nothing),
    "call-me": (ask_call_back, _nothing),
    "called": (confirm_call_back, _nothing),
    "not-me": (deny_word, _nothing),
    "rate": (rate_case, _stars),
}
