"""The end: the statement in its six groups, the exact amount, and a visit that can be stopped at any step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yinuo.outlet.facts import TariffGroup
from yinuo.pages.technician.scene import Scene
from yinuo.pages.technician.words import GROUPS, METHODS_OF_PAYMENT, STOPS, choices
from yinuo.work.visit.actions import finish_visit, show_statement, stop_visit, take_payment
from yinuo.work.visit.facts import PaymentMethod, StatementFacts, StopReason
from yinuo.work.visit.reads import find_stop_statement, get_statement

from .form import TEXT_LIMIT, TaskForm, pick

_NOTHING = "nothing"


class Bill:
    """A statement by the groups of QT-07, as `technician/parts/bill.html` takes it."""

    def __init__(self, statement: StatementFacts) -> None:
        self.total_fen = statement.total_fen
        self.is_declined = statement.is_declined
        self.groups: list[dict[str, Any]] = [
            {
                "name": GROUPS[TariffGroup(group)],
                "fen": fen,
                "lines": [line for line in statement.lines if line.group == group],
            }
            for group, fen in statement.group_totals
        ]


class Statement(TaskForm):
    """Shown before anything is paid (QT-06), in the six groups of QT-07."""

    name = "statement"
    title = _("出示账单")
    button = _("客户已看过账单")
    hint = _("把手机递给客户看，逐项说明。客户的手机上也有同一份。")
    template = "technician/tasks/statement.html"

    @cached_property
    def bill(self) -> Bill:
        """What is due, by group; a group without lines is shown as zero."""
        return Bill(get_statement(self.scene.visit.id))

    def act(self) -> bool:
        """Shown."""
        self.step(show_statement)
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
        self.step(take_payment, paid_fen=said["paid_fen"], method=PaymentMethod(said["method"]))
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
    """Stop, from any step; it counts against nobody, and only what was disclosed or fitted is charged."""

    name = "stop"
    title = _("停止上门")
    button = _("停止这次上门")
    hint = _(
        "停止不记入考核。有犯罪迹象时先离开，到安全的地方拨打 110；只有未成年人在家时不要进门。"
        "具体原因只有经理能看到，客户和凭据上只写大类。"
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

    def __init__(self, scene: Scene, data: Any = None, files: Any = None) -> None:
        super().__init__(scene, data, files)
        is_kept = "outbox" in (data or {}) and "paid" not in (data or {})
        if (
            self.bill is not None and not is_kept
        ):  # without a connection nothing is charged at a stop
            paid = [(_NOTHING, _("没有收费")), *choices(METHODS_OF_PAYMENT)]
            hint = _("照上面的账单收了，选付款方式；客户会看到，并确认实付金额。")
            self.fields["paid"] = pick(_("收费了吗？"), paid, hint)
            self.fields["charged_fen"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @cached_property
    def bill(self) -> Bill | None:
        """What may be charged at most now; None where nothing may, or all was paid."""
        statement = find_stop_statement(self.scene.visit.id)
        return None if statement is None else Bill(statement)

    def act(self) -> bool:
        """Stopped; a bill that has changed since the form was shown is refused, not guessed."""
        said = self.cleaned_data
        self.perform(
            stop_visit, reason=StopReason(said["reason"]), note=said["note"], **self._charge()
        )
        return True

    def _charge(self) -> dict[str, Any]:
        paid = self.cleaned_data.get("paid", _NOTHING)
        if paid == _NOTHING:
            return {}
        return {"charged_fen": self.cleaned_data["charged_fen"], "method": PaymentMethod(paid)}
