"""What a dispatcher fills in: whom to send and why, taking back, pausing; each with a key."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinuo.pages.frame.language import language
from yinuo.pages.frame.times import clock_text, duration_text
from yinuo.pages.technician.words import LazyText
from yinuo.work.dispatch.facts import HandReason, PauseReason

from .words import PAUSES, REASONS

_WORDS_LIMIT = 300
_MINUTES = (15, 30, 60, 120, 240)
_STARTS = (0, 30, 60, 120, 180)


class HandForm(forms.Form):
    """What is done by hand, with its reason: a code to count and a sentence to understand."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("原因"),
        error_messages={"required": _("请选原因。"), "invalid_choice": _("请选原因。")},
    )
    words = forms.CharField(
        label=_("用一句话写明"),
        help_text=_("留在这一单里，主管看得到。不要写电话和姓名。"),
        max_length=_WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("请用一句话写明原因。"),
            "max_length": _("太长了，最多 %(limit_value)d 个字，现在有 %(show_value)d 个。"),
        },
    )

    def __init__(self, data: Any = None, *, prefix: str) -> None:
        super().__init__(data, auto_id=f"{prefix}-%s", initial={"key": uuid.uuid4()})
        _choose(self, "reason", _options(REASONS))

    def renew(self, **fields: str) -> None:
        """Say what was typed again under a new key, with these fields as they are now."""
        if self.is_bound:
            sent = dict(self.data.items())
            sent.update({"key": str(self.initial["key"]), **fields})
            self.data = sent

    @property
    def hand_reason(self) -> HandReason:
        """The reason's code."""
        return HandReason(self.cleaned_data["reason"])


class SendForm(HandForm):
    """Whom to send to a seat; `seen` is the assignment that stood there when the form was made."""

    seat = forms.IntegerField(min_value=1, max_value=2, widget=forms.HiddenInput)
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    technician = forms.UUIDField(
        error_messages={"required": _("请先选一位师傅。"), "invalid": _("请先选一位师傅。")}
    )
    is_sure = forms.BooleanField(label=_("有提醒也仍然这样派"), required=False)

    def __init__(
        self, data: Any = None, *, seat: int | None = None, seen: uuid.UUID | None = None
    ) -> None:
        super().__init__(data, prefix="send")
        self.initial = {**self.initial, "seat": seat, "seen": seen}


class BackForm(HandForm):
    """A job back into the queue."""

    assignment = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, assignment: uuid.UUID | None = None) -> None:
        super().__init__(data, prefix=f"back-{assignment or ''}")
        self.initial = {**self.initial, "assignment": assignment}


class PauseForm(forms.Form):
    """From when, for how long, why, and what becomes of the work in hand."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    starts = forms.ChoiceField(label=_("从什么时候"))
    minutes = forms.ChoiceField(label=_("多久"))
    reason = forms.ChoiceField(label=_("原因"), help_text=_("只有调度和主管看得到，不进记录。"))
    work = forms.ChoiceField(
        label=_("他手上还没到的单子"),
        widget=forms.RadioSelect,
        choices=[("keep", _("仍由他去")), ("hand_on", _("马上改派别人"))],
        initial="keep",
        error_messages={
            "required": _("请选手上的单子怎么办。"),
            "invalid_choice": _("请选手上的单子怎么办。"),
        },
    )

    def __init__(self, data: Any = None, *, now: datetime) -> None:
        super().__init__(data, auto_id="pause-%s", initial={"key": uuid.uuid4(), "work": "keep"})
        spoken = language()
        starts = [
            (str(m), clock_text(now + timedelta(minutes=m), now, spoken) if m else gettext("现在"))
            for m in _STARTS
        ]
        _choose(self, "starts", starts)
        _choose(self, "minutes", [(str(m), duration_text(m, spoken)) for m in _MINUTES])
        _choose(self, "reason", _options(PAUSES))

    def arguments(self) -> dict[str, Any]:
        """What `pause_technician` takes."""
        return {
            "starts_in_minutes": int(self.cleaned_data["starts"]),
            "minutes": int(self.cleaned_data["minutes"]),
            "reason": PauseReason(self.cleaned_data["reason"]),
            "keeps_work": self.cleaned_data["work"] == "keep",
        }


class KeyForm(forms.Form):
    """A tap that happens once."""

    key = forms.UUIDField(widget=forms.HiddenInput)


def _choose(form: forms.Form, name: str, options: Iterable[tuple[str, str | LazyText]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(options)


def _options(words: Mapping[Any, LazyText]) -> list[tuple[str, LazyText]]:
    return [(code.value, text) for code, text in words.items()]
