"""The fault and its price: what was found, and an itemised quote that only the price list fills."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinuo.outlet.facts import TariffGroup, TariffLineFacts
from yinuo.outlet.reads import list_tariff
from yinuo.pages.frame.language import language
from yinuo.pages.frame.quote_rows import QuoteRow, quote_rows
from yinuo.pages.frame.tags import fen, says
from yinuo.pages.frame.times import clock_text
from yinuo.pages.technician.scene import Scene
from yinuo.pages.technician.words import GROUPS
from yinuo.work.visit.actions import propose_quote, record_diagnosis
from yinuo.work.visit.facts import (
    DestructivePlan,
    ItemQuoteFacts,
    PricePreview,
    QuoteState,
    WantedLine,
)
from yinuo.work.visit.reads import list_quotes, preview_quote

from .form import TEXT_LIMIT, TaskForm, instant_in, text_field

_LINE = "q-"
_HALF_HOURS = 16
_LATER_DAYS = (1, 3, 7)
_LONGEST = timedelta(days=30)
_SOON = timedelta(minutes=30)


class Diagnosis(TaskForm):
    """What was found, with a proof that the customer has seen (WK-02, WK-03)."""

    name = "diagnosis"
    title = _("检查故障")
    button = _("记下检查结果")
    hint = _("密码请不要写进来，写了也会被遮住。")
    symptom = text_field(_("现象"), _("客户看到的，比如：按键没有反应"))
    cause = text_field(_("原因"), _("比如：电池触点氧化"))
    proof = text_field(_("凭什么这样判断"), _("请客户看过的读数或部位，比如：电压只有 3.1 伏"))

    def act(self) -> bool:
        """Kept, codes masked."""
        said = {name: self.cleaned_data[name] for name in ("symptom", "cause", "proof")}
        self.step(record_diagnosis, **said)
        return True


class Quote(TaskForm):
    """Lines of the price list and how many; a price can't be typed (QT-02)."""

    name = "quote"
    title = _("报价")
    button = _("发给客户决定")
    hint = _("客户在自己的手机上逐项看到并决定；接受之前不能开工。")
    template = "technician/tasks/quote.html"
    finish_at = forms.ChoiceField(
        label=_("最晚什么时候修好"),
        error_messages={
            "required": _("请选最晚什么时候修好。"),
            "invalid_choice": _("这个时间已经过了，请重新选。项目和数量都还在。"),
        },
    )
    is_destructive = forms.BooleanField(
        label=_("需要钻孔或切割（破坏性）"),
        required=False,
        help_text=_("客户要先看到下面三项，并另外单独同意。"),
    )
    damage = forms.CharField(label=_("会损坏什么"), max_length=TEXT_LIMIT, required=False)
    new_lock = forms.ChoiceField(label=_("之后换的新锁（价目表）"), required=False)
    protection_left = forms.CharField(
        label=_("之后还剩多少防护"), max_length=TEXT_LIMIT, required=False
    )

    def __init__(self, scene: Scene, data: Any = None, files: Any = None) -> None:
        super().__init__(scene, data, files)
        self.preview: PricePreview | None = None
        for line in self.tariff:
            self.fields[_LINE + line.code] = forms.IntegerField(
                label=says(line, "name"),
                min_value=0,
                max_value=99,
                required=False,
                initial=self._usual(line),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                error_messages={
                    "invalid": _("数量要在 0 到 99 之间。"),
                    "min_value": _("数量要在 0 到 99 之间。"),
                    "max_value": _("数量要在 0 到 99 之间。"),
                },
            )
        self._choice("finish_at").choices = self._finish_choices(data)
        self._choice("new_lock").choices = [("", _("不换锁")), *self._locks()]

    @cached_property
    def tariff(self) -> tuple[TariffLineFacts, ...]:
        """What can be picked; night lines come by themselves (QT-03)."""
        technician = self.scene.technician
        lines = list_tariff(technician.company_id, technician.outlet_id, self.scene.visit.asked_at)
        return tuple(line for line in lines if line.group is not TariffGroup.NIGHT)

    @cached_property
    def accepted(self) -> ItemQuoteFacts | None:
        """What the customer accepted before; a new version holds all of it."""
        quotes = list_quotes(self.scene.visit.id)
        return next((quote for quote in quotes if quote.state is QuoteState.ACCEPTED), None)

    @property
    def preview_rows(self) -> tuple[QuoteRow, ...]:
        """The preview, held against what was accepted."""
        before = self.accepted.lines if self.accepted else None
        return quote_rows(self.preview.lines, before) if self.preview else ()

    @property
    def is_new_version(self) -> bool:
        """Whether the customer has accepted a quote already."""
        return self.accepted is not None

    def picks(self) -> Iterator[dict[str, Any]]:
        """The lines to pick from: first those that go with the fault, then the groups of the list."""
        usual = [line for line in self.tariff if self._is_usual(line)]
        if usual:
            yield self._group(gettext("这种故障常用"), usual, is_open=True)
        for group, name in GROUPS.items():
            rest = [line for line in self.tariff if line.group is group and line not in usual]
            if rest:
                yield self._group(name, rest, is_open=not usual)

    def clean(self) -> dict[str, Any]:
        """A destructive way says its damage and what protection is left (ID-14)."""
        said = self.cleaned_data
        if said.get("is_destructive"):
            for name in ("damage", "protection_left"):
                if not said.get(name, "").strip():
                    self.add_error(name, gettext("破坏性作业要先写清楚这一项。"))
        return said

    def act(self) -> bool:
        """Show the sum first where that was asked for; otherwise propose it to the customer."""
        lines = tuple(self._wanted())
        if "preview" in self.data:
            self.preview = preview_quote(self.scene.visit.id, lines, self.scene.now)
            return False
        self.perform(
            propose_quote,
            lines=lines,
            finish_by=self._finish_by(),
            destructive=self._destructive(),
        )
        return True

    def _finish_by(self) -> datetime:
        """As it was chosen; where a phone kept the quote until that had passed, the next half hour."""
        chosen = datetime.fromisoformat(self.cleaned_data["finish_at"])
        return max(chosen, self.scene.now + _SOON) if self.parcel else chosen

    def _wanted(self) -> Iterator[WantedLine]:
        for line in self.tariff:
            quantity = self.cleaned_data.get(_LINE + line.code)
            if quantity:
                yield WantedLine(line.code, quantity)

    def _destructive(self) -> DestructivePlan | None:
        said = self.cleaned_data
        if not said["is_destructive"]:
            return None
        return DestructivePlan(said["damage"], said["new_lock"] or None, said["protection_left"])

    def _usual(self, line: TariffLineFacts) -> int | None:
        """What is filled in at first: what was accepted, or the visit and inspection of this fault."""
        if self.accepted is not None:
            return next((ln.quantity for ln in self.accepted.lines if ln.code == line.code), None)
        is_disclosed = line.group in (TariffGroup.VISIT, TariffGroup.INSPECTION)
        return 1 if is_disclosed and line.code in self.scene.fault.tariff else None

    def _is_usual(self, line: TariffLineFacts) -> bool:
        return line.code in self.scene.fault.tariff or self._usual(line) is not None

    def _group(
        self, name: object, lines: list[TariffLineFacts], *, is_open: bool
    ) -> dict[str, Any]:
        rows = [(line, self[_LINE + line.code]) for line in lines]
        has_value = any(field.value() or field.errors for _line, field in rows)
        return {"name": name, "rows": rows, "is_open": is_open or has_value}

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _locks(self) -> list[tuple[str, str]]:
        parts = [line for line in self.tariff if line.group is TariffGroup.PART]
        return [(line.code, f"{says(line, 'name')} {fen(line.price_fen)}") for line in parts]

    def _finish_choices(self, data: Any) -> list[tuple[str, str]]:
        """Half hours from now, then evenings; the one that was sent stays good while it lies ahead, or came
        out of an outbox."""
        ats = list(_finish_times(self.scene.now))
        sent = instant_in((data or {}).get("finish_at", ""))
        since = self.scene.now - _LONGEST if "outbox" in (data or {}) else self.scene.now
        if sent and since < sent <= self.scene.now + _LONGEST:
            ats = sorted({*ats, sent})
        return [(at.isoformat(), clock_text(at, self.scene.now, language())) for at in ats]


def _finish_times(now: datetime) -> Iterator[datetime]:
    local = localtime(now)
    first = local.replace(minute=30 * (local.minute // 30), second=0, microsecond=0)
    for number in range(1, _HALF_HOURS + 1):
        yield first + timedelta(minutes=30 * (number + 1))
    for days in _LATER_DAYS:
        yield local.replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=days)
