"""Opening a safe before its owner, and the new code that only the owner knows."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.pages.frame.words import METHODS
from yinuo.pages.technician.words import choices
from yinuo.work.visit.actions import (
    record_new_code,
    record_opening,
)
from yinuo.work.visit.facts import (
    MethodClass,
)

from .form import TaskForm, pick, tick


class Opening(TaskForm):
    """The safe is open; its owner stands by (ID-15)."""

    name = "opening"
    title = _("开启")
    button = _("已经打开")
    hint = _("打开前请客户站到柜前。柜里的东西不看、不碰、不拍、不列清单。")
    method = pick(_("怎么打开的"), choices(METHODS), _("只记种类，不记方法。"))
    is_owner_present = tick(_("打开时客户本人在场"), _("客户本人不在场不能打开。这一步没有记录。"))
    contents = pick(
        _("请客户看一眼柜内"),
        [("yes", _("客户说东西都在")), ("no", _("客户说少了东西（请客户拨打 110）"))],
    )

    def act(self) -> bool:
        """Opened."""
        said = self.cleaned_data
        self.step(
            record_opening,
            method=MethodClass(said["method"]),
            is_owner_present=said["is_owner_present"],
            has_owner_confirmed_contents=said["contents"] == "yes",
        )
        return True


class NewCode(TaskForm):
    """The owner sets a new code alone (ID-16); there is no field for it, here or anywhere (ID-12)."""

    name = "new-code"
    title = _("客户自己设新密码")
    button = _("客户设好并试过了")
    hint = _("请背过身去。新密码只有客户知道，这里也没有地方可以填。")
    is_set_by_owner = tick(
        _("新密码由客户自己设置，我没有看"), _("新密码要由客户自己设置。这一步没有记录。")
    )
    tries = forms.IntegerField(
        label=_("门开着试了几次"),
        min_value=3,
        max_value=99,
        initial=3,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("请填试了几次，至少三次。"),
            "invalid": _("请填试了几次，至少三次。"),
            "min_value": _("门开着至少试三次，再关门。"),
            "max_value": _("请填 3 到 99 之间的次数。"),
        },
    )

    def act(self) -> bool:
        """Renewed."""
        said = self.cleaned_data
        self.step(record_new_code, is_set_by_owner=said["is_set_by_owner"], tries=said["tries"])
        return True
