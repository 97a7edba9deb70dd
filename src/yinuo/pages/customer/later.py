"""Asking for a later arrival: the times that can be kept, what one of them changes, and agreeing to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts
from yinuo.intake.actions import come_later
from yinuo.intake.facts import LaterNotOffered, LaterTime
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.pages.frame.language import language
from yinuo.pages.frame.times import clock_text
from yinuo.promise.errors import PromiseDecided
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import actor_of, for_customer, fresh_key, sent_key

_CODE = "%Y-%m-%dT%H:%MZ"


class LaterForm(forms.Form):
    """Which of the times on offer."""

    use_required_attribute = False
    at = forms.ChoiceField(
        label=_("几点以后方便？"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选一个时间。"),
            "invalid_choice": _("这个时间现在说不准了，请重新选。"),
        },
    )

    def __init__(
        self, times: Sequence[LaterTime], now: datetime, data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(_code(later), _words(later, now)) for later in times]
        self._times = {_code(later): later for later in times}

    @property
    def has_times(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self._times)

    @property
    def chosen(self) -> LaterTime | None:
        """The time that was chosen, None before one was."""
        return self._times[self.cleaned_data["at"]] if self.is_bound and self.is_valid() else None


@for_customer
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The list; with a time chosen, what it changes; sent, the agreement itself."""
    if request.method != "POST":
        return _show(request, case)
    agreed = _read(request.POST.get("at", ""))
    try:
        if agreed is None:
            raise LaterNotOffered
        perform(
            come_later,
            actor=actor_of(case),
            now=clock.now(),
            key=sent_key(request),
            case_id=case.id,
            from_at=agreed.from_at,
            due_at=agreed.due_at,
        )
    except LaterNotOffered as error:
        return _show(request, case, error)
    return redirect("case", case.id)


def _show(request: HttpRequest, case: CaseFacts, error: YinuoError | None = None) -> HttpResponse:
    """The page, of the times as they are now. Raises PromiseDecided where there is nothing to move."""
    now = clock.now()
    promise = find_movable_promise(case, now)
    if promise is None:
        raise PromiseDecided
    form = LaterForm(list_later_times(case, promise, now), now, request.GET or None)
    chosen = form.chosen
    context = {
        "case": case,
        "promise": promise,
        "form": form,
        "chosen": chosen,
        "code": _code(chosen) if chosen else "",
        "problem": error.text(language()) if error else "",
        "key": fresh_key(),
        "now": now,
    }
    return render(request, "customer/later.html", context, status=error.status if error else 200)


def _code(later: LaterTime) -> str:
    """A time as it stands in a form: both instants, so that nobody agrees to another than was shown."""
    return "/".join(at.astimezone(UTC).strftime(_CODE) for at in (later.from_at, later.due_at))


def _read(code: str) -> LaterTime | None:
    """What `_code` wrote; None for anything else."""
    try:
        from_at, due_at = (
            datetime.strptime(part, _CODE).replace(tzinfo=UTC) for part in code.split("/")
        )
    except ValueError:
        return None
    return LaterTime(from_at, due_at)


def _words(later: LaterTime, now: datetime) -> str:
    times = {
        "start": clock_text(later.from_at, now, language()),
        "due": clock_text(later.due_at, now, language()),
    }
    return gettext("%(start)s 以后，最迟 %(due)s 到") % times
