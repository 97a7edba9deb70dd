"""The case form of the desk: in the order in which one talks, every answer typed, nothing asked that is
known."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.case.facts import Channel, Door, OwnerKind
from yinuo.engines.rulebook import FaultRule
from yinuo.intake.callers import search_faults
from yinuo.intake.facts import Answer, FaultReport, FieldError
from yinuo.pages.customer.form import DOORS, OWNERS
from yinuo.pages.frame.suggesting import SUGGESTS_PLACES
from yinuo.people.facts import AddressFacts, CustomerFacts

NEW = "new"
FORM_ID = "case-form"
BESIDE = ("fault", "division", "door", "owner")
"""Fields that stand beside the form, in the part that is fetched anew, and belong to it all the same."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form offers to choose from, as far as is known of the caller."""

    faults: tuple[FaultRule, ...]
    customers: tuple[CustomerFacts, ...]
    addresses: tuple[AddressFacts, ...]
    has_phone: bool
    language: str


class CaseForm(forms.Form):
    """A fault as somebody tells it on the phone. It asks for what the case needs and no more (IN-12)."""

    use_required_attribute = False
    customer = forms.ChoiceField(
        label=_("哪一位？"), required=False, widget=forms.RadioSelect, initial=NEW
    )
    phone = forms.CharField(
        label=_("电话"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    typed = forms.CharField(
        label=_("怎么了"),
        required=False,
        max_length=200,
        help_text=_("打几个字，或拼音首字母：mmw 就是密码忘。上下键换一个。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-faults": ""}),
    )
    fault = forms.ChoiceField(label=_("故障"), required=False, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("在哪里"),
        required=False,
        help_text=_("听到什么写什么，写到区县和门牌。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", **SUGGESTS_PLACES}),
    )
    division = forms.ChoiceField(label=_("是哪一个？"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("怎么称呼"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    door = forms.ChoiceField(
        label=_("柜门现在是？"), required=False, choices=DOORS, widget=forms.RadioSelect
    )
    owner = forms.ChoiceField(
        label=_("柜子是谁的？"), required=False, choices=OWNERS, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("客户的原话"),
        required=False,
        help_text=_("不要问密码；写了也会被盖掉。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reporter = forms.CharField(
        label=_("替谁报的"),
        required=False,
        help_text=_("家人、同事代报时，写打电话的人；上面写客户本人。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    serial = forms.CharField(
        label=_("机身编号"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.CharField(
        label=_("邮箱"),
        required=False,
        help_text=_("通知和链接也发到这里。"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    wished = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    told = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    asked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    asked_place = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, offered: Offered, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offered = offered
        for name in ("typed", "address", *(() if offered.customers else ("name",))):
            self.fields[name].required = True
        source = data if data is not None else (initial or {})
        known = [(str(one.id), one.name) for one in offered.customers]
        self._choose("customer", [*known, (NEW, _("别人，新客户"))])
        if data is None and known and not (initial or {}).get("customer"):
            self.initial["customer"] = known[0][0]
        self.suggested = search_faults(str(source.get("typed", "")), offered.faults)
        faults = {fault.id: fault for fault in offered.faults}
        wanted = faults.get(str(source.get("fault", "")))
        shown = (
            self.suggested
            if wanted is None or wanted in self.suggested
            else (wanted, *self.suggested)
        )
        for name in BESIDE:
            self.fields[name].widget.attrs["form"] = FORM_ID
        self._choose("fault", [(fault.id, fault.name.of(offered.language)) for fault in shown])
        chosen = str(source.get("division", ""))
        self._choose("division", [(chosen, chosen)] if chosen else [])

    def full_clean(self) -> None:
        """What is missing is intake's to say, with whatever else is wrong; a look ahead needs nothing."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def _choose(self, field: str, choices: Sequence[tuple[str, Any]]) -> None:
        choice = self.fields[field]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(choices)

    @property
    def fault_id(self) -> str:
        """The fault that was picked, else the one that fits best what was typed; "" where nothing was."""
        picked = str(self.cleaned_data.get("fault") or "")
        typed = str(self.cleaned_data.get("typed") or "").strip()
        return picked or (self.suggested[0].id if typed and self.suggested else "")

    @property
    def customer_id(self) -> UUID | None:
        """The known customer who was picked, None for a new one."""
        picked = str(self.cleaned_data.get("customer") or NEW)
        return None if picked == NEW else UUID(picked)

    @property
    def sent_key(self) -> str:
        """The key that the form was sent with, or a new one."""
        return str(self.cleaned_data.get("key") or uuid.uuid4())

    def to_report(self, phone: str, channel: Channel) -> FaultReport:
        """The report as intake takes it; `phone` is the call's own number, "" where it has none."""
        data = self.cleaned_data
        told: datetime | None = data.get("told")
        return FaultReport(
            address=data.get("address", ""),
            phone=phone or data.get("phone", ""),
            name=data.get("name", ""),
            email=data.get("email", ""),
            fault_id=self.fault_id,
            division=data.get("division", ""),
            door=Door(data.get("door") or Door.UNKNOWN),
            owner_kind=OwnerKind(data.get("owner") or OwnerKind.UNKNOWN),
            serial=data.get("serial", ""),
            words=data.get("words", ""),
            language=self.offered.language,
            channel=channel,
            is_detail_asked=bool(data.get("asked")),
            customer_id=self.customer_id,
            reporter=data.get("reporter", ""),
            told_due_at=told,
        )

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Put intake's findings beside their fields."""
        for error in errors:
            text = error.en if self.offered.language.startswith("en") else error.zh
            field = "typed" if error.field == "fault" else error.field
            self.add_error(field if field in self.fields else None, text)

    def ask(self, answer: Answer) -> None:
        """Show what intake asks back: the places to choose from, of which one is needed."""
        self._choose("division", [(choice.code, choice.name) for choice in answer.choices])
        if answer.choices and self.data.get("asked_place", "") == self.data.get("address"):
            self.add_error("division", str(_("请选一个再发送，或者把地址写清楚。")))
