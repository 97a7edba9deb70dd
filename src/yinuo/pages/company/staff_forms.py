"""Forms of the staff pages: who somebody is, what they work as, how far they see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.outlet.reads import find_technician_by_badge, list_outlet_ids, list_outlets
from yinuo.pages.frame.language import language
from yinuo.pages.frame.words import ROLES
from yinuo.people.facts import NAME_LIMIT, Scope, ScopeKind, StaffFacts, StaffRole

from .period import region_name

SHORTEST_PASSWORD = 10
_COMPANY = "company"


class ManagedForm(forms.Form):
    """A form that a manager fills in about somebody else, within his own scope."""

    use_required_attribute = False

    def __init__(self, data: Any, *, manager: StaffFacts, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self._manager = manager
        self.technician_id: UUID | None = None
        scope = self.fields.get("scope")
        if isinstance(scope, forms.ChoiceField):
            scope.choices = scope_choices(manager.scope)


class RoleForm(ManagedForm):
    """What somebody works as; a technician's badge with it."""

    role = forms.ChoiceField(
        label=_("角色"), choices=[(role.value, word) for role, word in ROLES.items()]
    )
    badge = forms.CharField(
        label=_("工牌号"),
        required=False,
        max_length=40,
        help_text=_("只有师傅要填；师傅要先在师傅名单里。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """A badge belongs to a technician of the manager's own outlets, and to nobody else."""
        typed = super().clean() or {}
        is_technician = typed.get("role") == StaffRole.TECHNICIAN.value
        badge = typed.get("badge", "").strip()
        if is_technician != bool(badge):
            self.add_error("badge", _("师傅要填工牌号，别的角色不填。"))
            return typed
        if is_technician:
            found = find_technician_by_badge(badge)
            own = list_outlet_ids(self._manager.scope)
            if found is None or (own is not None and found.outlet_id not in own):
                self.add_error("badge", _("没有这个工牌号的在职师傅。请核对，或先导入师傅名单。"))
            else:
                self.technician_id = found.id
        return typed


class ScopeForm(ManagedForm):
    """How far somebody sees: never further than the manager who says so."""

    scope = forms.ChoiceField(label=_("查看范围"))

    def chosen(self) -> Scope:
        """The scope that was picked."""
        return scope_in(self.cleaned_data["scope"])


class AddForm(RoleForm, ScopeForm):
    """A new member of staff."""

    field_order = ("username", "name", "email", "role", "badge", "scope", "password")
    username = forms.SlugField(
        label=_("用户名"),
        max_length=40,
        help_text=_("登录时输入，字母、数字、横线。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=NAME_LIMIT)
    email = forms.EmailField(label=_("工作邮箱"), required=False)
    password = forms.CharField(
        label=_("初始密码"),
        min_length=SHORTEST_PASSWORD,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class PasswordForm(forms.Form):
    """A new password, told to the person face to face."""

    use_required_attribute = False
    password = forms.CharField(
        label=_("新密码"),
        min_length=SHORTEST_PASSWORD,
        max_length=200,
        strip=False,
        help_text=_("当面告诉本人；现在的登录都会结束。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def scope_choices(own: Scope) -> list[tuple[str, Any]]:
    """The scopes that somebody of this scope can give: head office and regions only from head office."""
    outlets = list_outlets(own)
    is_english = language().startswith("en")
    named = [(f"outlet:{o.code}", o.name_en if is_english else o.name_zh) for o in outlets]
    if own.kind is ScopeKind.OUTLET:
        return named
    zones = sorted({outlet.region for outlet in outlets})
    provinces = sorted({zone[:2] for zone in zones if own.kind is ScopeKind.COMPANY})
    regions = [(f"region:{code}", region_name(f"{code}0000")) for code in provinces]
    regions += [(f"region:{_short(zone)}", region_name(zone)) for zone in zones]
    head = [(_COMPANY, _("总部（全部）"))] if own.kind is ScopeKind.COMPANY else []
    return [*head, *regions, *named]


def scope_in(value: str) -> Scope:
    """The scope that a choice stands for."""
    kind, _sep, codes = value.partition(":")
    return Scope(ScopeKind(kind), tuple(filter(None, codes.split(","))))


def scope_value(scope: Scope) -> str:
    """The choice that stands for a scope."""
    return f"{scope.kind.value}:{','.join(scope.codes)}" if scope.codes else _COMPANY


def scope_text(scope: Scope, names: dict[str, str]) -> str:
    """A scope in words; `names` are the outlets' by code."""
    if scope.kind is ScopeKind.COMPANY:
        return str(_("总部（全部）"))
    if scope.kind is ScopeKind.OUTLET:
        return "、".join(names.get(code, code) for code in scope.codes)
    return "、".join(region_name(code.ljust(6, "0")) for code in scope.codes)


def _short(zone: str) -> str:
    return zone.removesuffix("00").removesuffix("00")
