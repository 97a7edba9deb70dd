"""The report form: what is asked, and the report it makes; what was typed is kept when it is shown again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.base.point import Point
from yinuo.case.facts import Channel, Door, OwnerKind
from yinuo.engines.rulebook import FaultRule
from yinuo.intake.facts import Answer, FaultReport, FieldError
from yinuo.pages.frame.suggesting import SUGGESTS_PLACES
from yinuo.people.facts import PointSource

FREQUENT = ("SF-05", "SF-02", "SF-04", "SF-11", "SF-06", "SF-16", "SF-18", "SF-13", "SF-07")
ICONS = {
    "SF-05": "keypad",
    "SF-02": "battery",
    "SF-04": "bell",
    "SF-11": "handle",
    "SF-06": "lock",
    "SF-16": "keypad",
    "SF-18": "finger",
    "SF-13": "door",
    "SF-07": "key",
}
DOORS = (
    (Door.OPEN.value, _("门开着")),
    (Door.SHUT.value, _("门关着，打不开")),
    (Door.UNKNOWN.value, _("不清楚")),
)
OWNERS = (
    (OwnerKind.SELF.value, _("我自己的")),
    (OwnerKind.ORGANISATION.value, _("单位的")),
    (OwnerKind.HEIR.value, _("继承来的，或涉及遗产")),
    (OwnerKind.SECOND_HAND.value, _("买的二手、捡到的")),
    (OwnerKind.TENANT.value, _("房东或租客的")),
    (OwnerKind.UNKNOWN.value, _("不清楚")),
)


_PLAIN = {
    "null_characters_not_allowed": _("这里有看不见的字符，请删掉重新输入。"),
    "invalid_choice": _("请从列出的选项里选一个。"),
}
_OUT_OF_DATE = _("页面过期了，什么都没有发送。现在已换成新的，请再发一次；还不行，就重新打开页面。")
_CHOOSE_PLACE = _("请选一个再发送，或者把地址写清楚。")
_NEEDED = ("address", "phone", "name")


class ReportForm(forms.Form):
    """A fault report. It asks for what the case needs and no more (IN-12); there is no field for a code."""

    use_required_attribute = False
    address = forms.CharField(
        label=_("地址"),
        help_text=_("写到区县、路和门牌，例如：济南市历下区示范路 8 号 3 栋 501"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address", **SUGGESTS_PLACES}),
    )
    phone = forms.CharField(
        label=_("电话"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    name = forms.CharField(
        label=_("怎么称呼您"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("邮箱"),
        required=False,
        help_text=_("填了就能收到通知和随时找回的链接。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    fault = forms.ChoiceField(label=_("哪里有问题？"), required=False, widget=forms.RadioSelect)
    other_fault = forms.ChoiceField(label=_("以上都不是？从全部里选"), required=False)
    door = forms.ChoiceField(
        label=_("柜门现在是？"), required=False, choices=DOORS, widget=forms.RadioSelect
    )
    owner = forms.ChoiceField(
        label=_("柜子是谁的？"), required=False, choices=OWNERS, widget=forms.RadioSelect
    )
    division = forms.ChoiceField(label=_("是哪一个？"), required=False, widget=forms.RadioSelect)
    serial = forms.CharField(
        label=_("机身编号"),
        required=False,
        help_text=_("在铭牌或保修卡上，填了马上知道在不在保修期。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = forms.CharField(
        label=_("还想说什么"),
        required=False,
        help_text=_("不要写密码。写了也会被盖掉。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    asked_place = forms.CharField(required=False, widget=forms.HiddenInput)
    product = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    asked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, faults: Sequence[FaultRule], language: str, data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self._language = language
        for field in self.fields.values():
            field.error_messages.update(_PLAIN)
        by_id = {fault.id: fault for fault in faults}
        frequent = [by_id[id] for id in FREQUENT if id in by_id]
        self._choose("fault", [(fault.id, fault.name.of(language)) for fault in frequent])
        everything = [(fault.id, fault.name.of(language)) for fault in faults]
        self._choose("other_fault", [("", _("（不用选）")), *everything])
        chosen = str((data or {}).get("division", ""))
        self._choose("division", [(chosen, chosen)] if chosen else [])

    def _choose(self, field: str, choices: Sequence[tuple[str, Any]]) -> None:
        choice = self.fields[field]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(choices)

    def full_clean(self) -> None:
        """What is missing is intake's to say, with whatever else is wrong; a look ahead needs nothing."""
        for name in _NEEDED:
            self.fields[name].required = False
        super().full_clean()
        for name in _NEEDED:
            self.fields[name].required = True
        self._renew_hidden()

    def _renew_hidden(self) -> None:
        """Nobody can mend what isn't seen: a broken hidden field is dropped, and one sentence says so."""
        broken = [bound.name for bound in self.hidden_fields() if self.has_error(bound.name)]
        if not broken:
            return
        for name in broken:
            del self.errors[name]
        self.data = {name: typed for name, typed in self.data.items() if name not in broken}
        self.add_error(None, str(_OUT_OF_DATE))

    @property
    def is_preview(self) -> bool:
        """Whether the customer only wants to see who would come, when and for how much."""
        return "preview" in self.data

    @property
    def fault_id(self) -> str:
        """The fault that was picked: from the list of all, if anything was, else from the cards."""
        return str(self.cleaned_data.get("other_fault") or self.cleaned_data.get("fault") or "")

    @property
    def sent_key(self) -> str:
        """The key that the form was sent with, or a new one."""
        return str(self.cleaned_data.get("key") or uuid.uuid4())

    def to_report(self) -> FaultReport:
        """The report as intake takes it; nothing in it has been checked but its form."""
        data = self.cleaned_data
        has_point = data.get("lat") is not None and data.get("lng") is not None
        return FaultReport(
            address=data.get("address", ""),
            phone=data.get("phone", ""),
            name=data.get("name", ""),
            email=data.get("email", ""),
            fault_id=self.fault_id,
            division=data.get("division", ""),
            door=Door(data.get("door") or Door.UNKNOWN),
            owner_kind=OwnerKind(data.get("owner") or OwnerKind.UNKNOWN),
            serial=data.get("serial", ""),
            words=data.get("words", ""),
            point=Point(data["lat"], data["lng"]) if has_point else None,
            point_source=PointSource.DEVICE if has_point else None,
            language=self._language,
            channel=Channel.WEB,
            is_detail_asked=bool(data.get("asked")),
        )

    def show_errors(self, errors: Sequence[FieldError]) -> None:
        """Put intake's findings beside their fields; one that has a finding of the form's own keeps that."""
        for error in errors:
            if self.has_error(error.field):
                continue
            text = error.en if self._language.startswith("en") else error.zh
            self.add_error(error.field if error.field in self.fields else None, text)

    def ask(self, answer: Answer) -> None:
        """Show what intake asks back: the places to choose from, of which one is needed. Where the same was
        asked before and none chosen, that is said."""
        self.fields["division"].required = bool(answer.choices)
        self._choose("division", [(choice.code, choice.name) for choice in answer.choices])
        if answer.choices and self.data.get("asked_place", "") == self.data.get("address"):
            self.add_error("division", str(_CHOOSE_PLACE))
