"""The customer's door: no password, a link that opens one case, and a session that remembers it."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed, YinuoError
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case, list_case_ids, list_joined
from yinuo.pages.frame.language import language
from yinuo.people.facts import LinkUnknown
from yinuo.people.reads import find_revocation
from yinuo.store import clock
from yinuo.store.look import look_or_write

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, CaseFacts, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, UUID, P], HttpResponseBase]
_CASES = "case_grants"
_PROVEN = "proven_cases"
_MOST_CASES = 20


class ProofNeeded(NotAllowed):
    """A browser that only typed a number in asks for what concerns all that its owner ever reported."""

    code = "proof_needed"
    zh = (
        "没有改动：这件事关系到这个号码名下所有的单子，要先确认是您本人。"
        "请从我们发给您的短信或邮件里的链接打开，或者用“找回我的报修”收一个验证码。"
    )
    en = (
        "Nothing was changed: this concerns everything under this number, so we have to know that it is you. "
        "Open the link in our message to you, or recover your cases with a code."
    )


def grant(request: HttpRequest, *case_ids: UUID, is_proven: bool = False) -> None:
    """Let this browser see the cases until its session ends or their links are called back; the newest twenty
    are remembered. `is_proven`: it came by what was sent to the customer, and not by typing a number in.

    The session gets a new key: one that somebody planted in the browser before opens nothing.
    """
    if is_proven:
        proven = {*request.session.get(_PROVEN, []), *map(str, case_ids)}
        request.session[_PROVEN] = sorted(proven)[-_MOST_CASES:]
    kept = {**request.session.get(_CASES, {})}
    now = clock.now().isoformat()
    for case_id in map(str, case_ids):
        kept.pop(case_id, None)
        kept[case_id] = now
    request.session.cycle_key()
    request.session[_CASES] = dict(list(kept.items())[-_MOST_CASES:])


def granted(request: HttpRequest) -> tuple[UUID, ...]:
    """The cases that this browser may see, newest last."""
    kept = request.session.get(_CASES, {})
    return tuple(UUID(case_id) for case_id in kept if may_see(request, UUID(case_id)))


def may_see(request: HttpRequest, case_id: UUID) -> bool:
    """Whether this browser was let in, and not by a link that was called back since; also by the link
    to a case that was joined to this one, for as long as it is."""
    if _is_let_in(request, case_id):
        return True
    return any(_is_let_in(request, joined.id) for joined in list_joined(case_id))


def _is_let_in(request: HttpRequest, case_id: UUID) -> bool:
    granted_at = request.session.get(_CASES, {}).get(str(case_id))
    if granted_at is None:
        return False
    revoked_at = find_revocation(case_id)
    return revoked_at is None or datetime.fromisoformat(granted_at) >= revoked_at


def speaks_for_customer(request: HttpRequest, case: CaseFacts) -> bool:
    """Whether this browser may do what reaches beyond the one case: a number is known to many people, so
    typing it in is no proof, unless there is nothing else under it."""
    if str(case.id) in request.session.get(_PROVEN, []):
        return True
    return set(list_case_ids(case.customer_id)) <= set(granted(request))


def for_whole_customer(view: View[P]) -> Guarded[P]:
    """As `for_customer`, for what reaches beyond the one case. Says how to prove it to whoever hasn't."""

    @functools.wraps(view)
    def proven(
        request: HttpRequest, case: CaseFacts, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not speaks_for_customer(request, case):
            raise ProofNeeded
        return view(request, case, *args, **kwargs)

    return for_customer(cast("View[P]", proven))


def for_customer(view: View[P]) -> Guarded[P]:
    """Hand the view its case if this browser may see it; anybody else reads where to recover the link.

    Nothing of these pages is kept by a browser or a proxy; an error is told in words.
    """

    @functools.wraps(view)
    def guarded(
        request: HttpRequest, case_id: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        is_let_in = may_see(request, case_id)
        try:
            if not is_let_in:
                raise LinkUnknown
            with look_or_write(request.method):
                return view(request, get_case(case_id), *args, **kwargs)
        except YinuoError as error:
            return show_error(request, error, case_id if is_let_in else None)

    return never_cache(cast("Guarded[P]", guarded))


def show_error(
    request: HttpRequest,
    error: YinuoError,
    case_id: UUID | None = None,
    way: tuple[str, str] | None = None,
) -> HttpResponse:
    """A page that says what happened, what was kept and what to do now; `way` is the path and the words of
    where to go instead."""
    context = {
        "title": gettext("这一步没有办成") if case_id else gettext("打不开"),
        "text": error.text(language()),
        "back": reverse("case", args=[case_id]) if case_id else reverse("find"),
        "back_text": gettext("回到我的报修") if case_id else gettext("找回我的报修"),
        "way": way,
    }
    return render(request, "error.html", context, status=error.status)


def actor_of(case: CaseFacts) -> Actor:
    """The case's customer, in whose name a granted browser acts."""
    return Actor.customer(case.customer_id)


def fresh_key() -> str:
    """A key for a form that is being shown: a retried or doubled send of it counts once."""
    return str(uuid.uuid4())


def sent_key(request: HttpRequest) -> str:
    """The key that a form was sent with; a form without one, or with one that we never made, gets its own."""
    key = request.POST.get("key", "")[:64]
    return key if key.isascii() and key.isprintable() and key else fresh_key()
