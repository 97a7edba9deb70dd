"""The end: the statement in its six groups, the exact amount, and a visit that can be stopped at any step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yinuo.outlet.facts import TariffGroup
from yinuo.pages.technician.words import GROUPS, METHODS_OF_PAYMENT, STOPS, choices
from yinuo.work.visit.actions import finish_visit, show_statement, stop_visit, take_payment
from yinuo.work.visit.facts import PaymentMethod, StatementFacts, StopReason
from yinuo.work.visit.reads import get_statement

from .form import TEXT_LIMIT, TaskForm, pick


class Statement(TaskForm):
    """Shown before anything is paid (QT-06), in the six groups of QT-07."""

    name = "statement"
    title = _("出示账单")
    button = _("客户已看过账单")
    hint = _("把手机递给客户看，逐项说明。客户的手机上也有同一份。")
    template = "technician/tasks/statement.html"

    @cached_property
    def statement(self) -> StatementFacts:
        """What is due, by group."""
        return get_statement(self.scene.visit.id)

    def groups(self) -> list[dict[str, Any]]:
        """Each group with its lines and sum; one without lines is shown as zero."""
        return [
            {
                "name": GROUPS[TariffGroup(group)],
                "fen": fen,
                "lines": [line for line in self.statement.lines if line.group == group],
            }
            for group, fen in self.statement.group_totals
        ]

    def act(self) -> bool:
        """Shown."""
        self.perform(show_statement)
        return True


class Payment(TaskForm):
    """Exactly what is due, never above (QT-02)."""

    name = "payment"
    title = _("收款")
    button = _("已收到这个数")
    hint = _("只收客户接受的金额，不收小费，不走个人账户。")
    template = "technician/tasks/payment.html"
    paid_fen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    method = pick(_("付款方式"), choices(METHODS_OF_PAYMENT))

    @cached_property
    def statement(self) -> StatementFacts:
        """What is due."""
        return get_statement(self.scene.visit.id)

    def act(self) -> bool:
        """Taken."""
        said = self.cleaned_data
        self.perform(take_payment, paid_fen=said["paid_fen"], method=PaymentMethod(said["method"]))
        return True


class Finish(TaskForm):
    """Everything is done and paid."""

    name = "finish"
    title = _("完成上门")
    button = _("完成上门")
    hint = _("客户会收到服务单，并确认是否修好。")

    def act(self) -> bool:
        """Finished."""
        self.perform(finish_visit)
        return True


class Stop(TaskForm):
    """Stop, from any step; it counts against nobody, and only what was disclosed is charged."""

    name = "stop"
    title = _("停止上门")
    button = _("停止这次上门")
    hint = _(
        "停止不记入考核。有犯罪迹象时先离开，到安全的地方拨打 110；只有未成年人在家时不要进门。"
    )
    template = "technician/tasks/stop.html"
    reason = pick(_("原因"), choices(STOPS))
    note = forms.CharField(
        label=_("补充"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("太长了，最多 %(limit_value)d 个字。")},
    )

    def act(self) -> bool:
        """Stopped."""
        said = self.cleaned_data
        self.perform(stop_visit, reason=StopReason(said["reason"]), note=said["note"])
        return True
