"""Going there and arriving: the customer's code, or the customer's own tap, proves it; never our word."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.base.errors import WrongMoment, YinuoError
from yinuo.pages.frame.language import language
from yinuo.pages.frame.times import clock_text
from yinuo.pages.technician.scene import Scene
from yinuo.pages.technician.words import DECLINES, choices
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import decline_assignment
from yinuo.work.dispatch.facts import DeclineReason
from yinuo.work.visit.actions import announce_delay, enter_code, knock, start_travel
from yinuo.work.visit.facts import CodeAnswer, CodeOutcome

from .form import PhotoField, PlaceForm, TaskForm, instant_in, pick

_LATER_MINUTES = (10, 20, 30, 45, 60, 90)
_LATEST = timedelta(hours=6)


class CodeNotTaken(WrongMoment):
    """What came of a code other than an arrival; its trace is kept."""

    code = "code_not_taken"

    _ZH = {
        CodeOutcome.WRONG: "到达码不对，还可以试 {left} 次。"
        "请客户对着手机再念一遍，也可以请客户在自己手机上点“他到了”。",
        CodeOutcome.LOCKED: "到达码已经锁定，不能再试。"
        "请客户在自己手机上点“他到了”；客户没有手机时，请敲门并拍门口照片。",
        CodeOutcome.TOO_FAR: "您的位置离客户家还远，到达码没有核对，也没有计次。请到门口再输一次。",
        CodeOutcome.NO_POSITION: "没有收到您的位置，到达码没有核对，也没有计次。"
        "请允许浏览器定位后再输一次，或请客户点“他到了”。",
    }
    _EN = {
        CodeOutcome.WRONG: "That is not the code; {left} tries are left. Ask the customer to read it out "
        "again, or to tap “He is here” on their own phone.",
        CodeOutcome.LOCKED: "The code is locked. Ask the customer to tap “He is here”; without a phone "
        "there, knock and take a photo of the door.",
        CodeOutcome.TOO_FAR: "You are still far from the address. The code was not checked and no try was "
        "counted; enter it at the door.",
        CodeOutcome.NO_POSITION: "Your position did not arrive. The code was not checked and no try was "
        "counted; allow the browser to locate you, or ask the customer to tap “He is here”.",
    }

    def __init__(self, answer: CodeAnswer) -> None:
        left = answer.tries_left
        super().__init__(
            self._ZH[answer.outcome].format(left=left), self._EN[answer.outcome].format(left=left)
        )


class Leave(TaskForm):
    """On the way."""

    name = "leave"
    title = _("出发")
    button = _("我出发了")
    hint = _("客户会看到您已在路上。")

    def act(self) -> bool:
        """Say so; twice counts once."""
        self.perform(start_travel)
        return True


class Late(TaskForm):
    """Running late: said as soon as it is known, with a new time (AR-09)."""

    name = "late"
    title = _("会晚到")
    button = _("告诉客户")
    hint = _("知道会晚就马上说。客户会收到新的时间，可以免费取消；承诺的时间不变。")
    eta_at = forms.ChoiceField(
        label=_("大概什么时候到"),
        error_messages={
            "required": _("请选大概什么时候到。"),
            "invalid_choice": _("这个时间已经过了，请重新选。"),
        },
    )

    def __init__(self, scene: Scene, data: Any = None, files: Any = None) -> None:
        super().__init__(scene, data, files)
        field = self.fields["eta_at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self._times(instant_in((data or {}).get("eta_at", "")))

    def _times(self, sent: datetime | None) -> list[tuple[str, str]]:
        """A few times after the expected one; the one that was sent stays good while it lies ahead."""
        now = self.scene.now
        first = max(now, self.scene.visit.eta_at).replace(second=0, microsecond=0)
        ats = {first + timedelta(minutes=minutes) for minutes in _LATER_MINUTES}
        if sent and now < sent <= now + _LATEST:
            ats.add(sent)
        return [(at.isoformat(), clock_text(at, now, language())) for at in sorted(ats)]

    def act(self) -> bool:
        """Told."""
        eta_at = datetime.fromisoformat(self.cleaned_data["eta_at"])
        self.perform(announce_delay, eta_at=eta_at)
        return True


class Knock(PlaceForm):
    """At the door, and nobody has opened yet."""

    name = "knock"
    title = _("到门口敲门")
    button = _("我在门口，已敲门")
    hint = _("客户会收到提醒。带上位置和门口照片，客户没法念到达码时可以作证。")
    has_file = True
    photo = PhotoField(label=_("门口照片"), help_text=_("只拍门外，不拍人。"), required=False)

    def act(self) -> bool:
        """Tell the customer; with place and photo it is weak evidence."""
        photo = self.cleaned_data["photo"]
        self.perform(knock, point=self.point(), photo=photo.read() if photo else None)
        return True


class EnterCode(PlaceForm):
    """The customer's code."""

    name = "code"
    title = _("输入客户的到达码")
    button = _("核对到达码")
    template = "technician/tasks/code.html"
    hint = _("先说出暗号，再请客户念手机上的 4 位到达码。")
    code = forms.CharField(
        label=_("到达码"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "required": _("请输入客户手机上的 4 位到达码。"),
            "max_length": _("到达码是 4 位数字，没有计次。请核对后再输。"),
        },
    )

    def clean_code(self) -> str:
        """Four digits, however they are typed; anything else is no try."""
        text = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        digits = "".join(text.replace("-", " ").split())
        if len(digits) != 4 or not digits.isascii() or not digits.isdigit():
            raise forms.ValidationError(_("到达码是 4 位数字，没有计次。请核对后再输。"))
        return digits

    def act(self) -> bool:
        """Arrive, or say what came of it instead."""
        answer = self.perform(enter_code, code=self.cleaned_data["code"], point=self.point())
        refusal = self.refusal(answer)
        if refusal is not None:
            raise refusal
        return True

    def refusal(self, answer: CodeAnswer) -> YinuoError | None:
        """A code that wasn't right; its try stays counted, and the same answer is given to the same key."""
        return None if answer.outcome is CodeOutcome.RIGHT else CodeNotTaken(answer)


class Decline(TaskForm):
    """Can't go after all."""

    name = "decline"
    title = _("去不了")
    button = _("把这一单交回")
    hint = _("马上会改派别的师傅，客户会收到通知。原因只用于改派，不记入考核。")
    ends_on_list = True
    reason = pick(_("原因"), choices(DECLINES))

    def act(self) -> bool:
        """Give the job back at once, so that somebody else can still be on time."""
        perform(
            decline_assignment,
            actor=self.scene.actor,
            now=self.scene.now,
            key=str(self.cleaned_data["key"]),
            assignment_id=self.scene.visit.assignment_id,
            reason=DeclineReason(self.cleaned_data["reason"]),
        )
        return True
