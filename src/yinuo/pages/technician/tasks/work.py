"""The work itself: start, parts, photos, opening, tests, handing over."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yinuo.case.facts import CaseKind
from yinuo.outlet.facts import TariffGroup
from yinuo.outlet.reads import list_tariff
from yinuo.pages.frame.language import language
from yinuo.pages.frame.tags import says
from yinuo.pages.technician.scene import Scene
from yinuo.pages.technician.words import OLD_PARTS, PHOTOS, TESTS, choices
from yinuo.work.visit.actions import (
    add_photo,
    fit_part,
    hand_over,
    record_fixing,
    record_test,
    settle_old_parts,
    start_work,
)
from yinuo.work.visit.facts import HandOver as HandedOver
from yinuo.work.visit.facts import (
    OldParts,
    PhotoKind,
    QuoteLineFacts,
    QuoteState,
    SignRole,
)
from yinuo.work.visit.reads import Tests, get_tests, list_parts, list_quotes, list_signers

from .form import PhotoField, TaskForm, pick, text_field, tick
from .signing import Signing

_FITTED = (TariffGroup.PART.value, TariffGroup.MATERIAL.value)


class Start(TaskForm):
    """Work starts, on an accepted quote (QT-08)."""

    name = "start"
    title = _("开始作业")
    button = _("开始作业")
    hint = _("客户已接受报价。新增项目要先出新报价，客户接受后再做。")

    def act(self) -> bool:
        """Started."""
        self.step(start_work)
        return True


class Part(TaskForm):
    """A part of the accepted quote is fitted (WK-02, WK-04, WK-07)."""

    name = "part"
    title = _("换上的配件")
    button = _("记下这个配件")
    part = forms.ChoiceField(
        label=_("配件（客户已接受的）"),
        error_messages={
            "required": _("请选换上的配件。"),
            "invalid_choice": _("客户接受的报价里没有这个配件，或者已经用完。请先出新报价。"),
        },
    )
    serial = forms.CharField(
        label=_("新件编号"),
        max_length=40,
        required=False,
        help_text=_("配件必填；电池、润滑脂这样的材料没有编号可以不填。"),
    )
    fault_proof = text_field(_("旧件坏在哪里"), _("请客户看过的，比如：齿轮断齿"))
    was_shown_sealed = tick(
        _("拆封前给客户看过包装"), _("新件要先连包装给客户看过。这个配件没有记录。")
    )

    def __init__(
        self, scene: Scene, data: Any = None, files: Any = None, *, ahead: bool = False
    ) -> None:
        super().__init__(scene, data, files)
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self._all if ahead else self.left

    @property
    def has_choice(self) -> bool:
        """Whether an accepted part is still to be fitted."""
        return bool(self.left)

    @cached_property
    def left(self) -> list[tuple[str, str]]:
        """The accepted parts that aren't fitted yet, each with how many are left."""
        used = Counter[str]()
        for part in list_parts(self.scene.visit.id):
            used[part.code] += part.quantity
        is_english = language().startswith("en")
        return [
            (line.code, f"{line.name_en if is_english else line.name_zh} × {count}")
            for line in self._accepted
            if line.group in _FITTED and (count := line.quantity - used[line.code]) > 0
        ]

    @property
    def _all(self) -> list[tuple[str, str]]:
        """Everything that can be fitted at all; a form ahead of its turn doesn't know what will be
        accepted."""
        technician = self.scene.technician
        lines = list_tariff(technician.company_id, technician.outlet_id, self.scene.visit.asked_at)
        return [(line.code, says(line, "name")) for line in lines if line.group.value in _FITTED]

    @cached_property
    def _accepted(self) -> tuple[QuoteLineFacts, ...]:
        quotes = list_quotes(self.scene.visit.id)
        return next((quote.lines for quote in quotes if quote.state is QuoteState.ACCEPTED), ())

    def clean_serial(self) -> str:
        """A part carries a number (WK-04); material need not."""
        serial: str = self.cleaned_data["serial"].strip()
        groups = {line.code: line.group for line in self._accepted}
        is_part = groups.get(self.cleaned_data.get("part", "")) == TariffGroup.PART
        if is_part and not serial:
            raise forms.ValidationError(_("请填新件上的编号，它会写进服务单和保修。"))
        return serial

    def act(self) -> bool:
        """All that is left of that line is fitted."""
        said = self.cleaned_data
        code = said["part"]
        count = int(dict(self.left)[code].rpartition("×")[2])
        self.perform(
            fit_part,
            code=code,
            quantity=count,
            serial=said["serial"],
            fault_proof=said["fault_proof"],
            was_shown_sealed=said["was_shown_sealed"],
        )
        return True


class Photo(TaskForm):
    """A photo, with the customer's consent only (WK-06), never around an opening (ID-15)."""

    name = "photo"
    title = _("拍照")
    button = _("保存照片")
    hint = _("照片里的地点和机型信息会去掉。不拍人，不拍柜内物品。")
    template = "technician/tasks/photo.html"
    has_file = True
    kind = pick(_("拍的是"), choices(PHOTOS))
    photo = PhotoField(label=_("照片"))

    def act(self) -> bool:
        """Kept, without place, time or device in it."""
        data = self.cleaned_data["photo"].read()
        self.perform(add_photo, kind=PhotoKind(self.cleaned_data["kind"]), data=data)
        return True


class Check(TaskForm):
    """The model's test list, whole, with the door open first (WK-10, WK-12)."""

    name = "test"
    title = _("逐项检查")
    button = _("全部通过")
    hint = _("先开着门检查，全部通过再关门。有一项不过就继续修。")
    is_door_open = tick(_("检查时门是开着的"), _("请先开着门检查。"))

    def __init__(self, scene: Scene, data: Any = None, files: Any = None) -> None:
        super().__init__(scene, data, files)
        options = [(code, TESTS.get(code, code)) for code in self.wanted.tests]
        self.fields["passed"] = forms.MultipleChoiceField(
            label=_("通过的项目"),
            choices=options,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("请逐项检查并勾选。")},
        )
        self.fields["locks_fitted"] = forms.IntegerField(
            label=_("现在装着几把锁"),
            help_text=_("不能比原来少。"),
            min_value=0,
            max_value=9,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={"required": _("请填现在装着几把锁。")},
        )

    @cached_property
    def wanted(self) -> Tests:
        """What this model asks for."""
        return get_tests(self.scene.visit.id)

    def act(self) -> bool:
        """Tested."""
        said = self.cleaned_data
        self.step(
            record_test,
            passed=tuple(said["passed"]),
            locks_fitted=said["locks_fitted"],
            is_door_open=said["is_door_open"],
        )
        return True


class Fixing(TaskForm):
    """Fixed to floor or wall again, or refused after a warning (WK-11)."""

    name = "fixing"
    title = _("固定在地面或墙上")
    button = _("记下")
    hint = _("340 公斤以下的柜子不固定容易被整个搬走，请告诉客户。")
    fixed = pick(
        _("结果"),
        [("fixed", _("已经固定好")), ("refused", _("已经提醒，客户不要固定"))],
    )

    def act(self) -> bool:
        """Fixed, or refused by the owner."""
        self.step(record_fixing, has_owner_refused=self.cleaned_data["fixed"] == "refused")
        return True


class OldPartsChoice(TaskForm):
    """What becomes of the replaced parts (WK-05)."""

    name = "old-parts"
    title = _("旧件处理")
    button = _("记下")
    choice = pick(_("旧件"), choices(OLD_PARTS))

    def act(self) -> bool:
        """Settled."""
        self.step(settle_old_parts, choice=OldParts(self.cleaned_data["choice"]))
        return True


class HandOver(TaskForm):
    """Shown that it works, explained, dangers told (WK-08, WK-13)."""

    name = "hand-over"
    title = _("交付和讲解")
    button = _("交付完毕")
    action_taken = text_field(_("做了什么"), _("写给客户看的，比如：更换电池盒并清洁触点"))
    safety_note = text_field(_("提醒客户"), _("比如：电池每年一次全部更换"))
    has_explained_all = tick(
        _("已演示，并讲清原因、配件和账单"), _("请演示并讲清原因、配件和账单，再交付。")
    )
    is_place_protected = tick(
        _("作业时铺垫、遮盖了地面和家具"), _("请确认作业时保护了现场，再交付。")
    )
    is_left_clean = tick(
        _("已经打扫干净，废料带走或按客户说的放"), _("请打扫干净、带走废料，再交付。")
    )
    template = "technician/tasks/hand_over.html"

    def __init__(
        self, scene: Scene, data: Any = None, files: Any = None, *, ahead: bool = False
    ) -> None:
        super().__init__(scene, data, files)
        everybody = ahead and scene.case.kind is CaseKind.UNLOCK
        # The customer, and after an opening all sides (ID-07); ahead of that all who might be asked.
        roles = tuple(SignRole) if everybody else list_signers(scene.visit.id)
        self.signing = Signing(self, roles)

    def clean(self) -> dict[str, Any]:
        """Nobody's signature is forgotten."""
        self.signing.clean()
        return self.cleaned_data

    def act(self) -> bool:
        """Handed over."""
        said = self.cleaned_data
        names = ("has_explained_all", "is_place_protected", "is_left_clean")
        report = HandedOver(
            said["action_taken"], said["safety_note"], *(said[name] for name in names)
        )
        self.step(hand_over, said=report, signatures=self.signing.signed())
        return True
