"""Before the work: the price list unasked, an adult, and whose safe it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yinuo.case.facts import DocumentKind, ProofKind, SeenProof
from yinuo.case.reads import get_proof_needs, get_proof_state
from yinuo.outlet.facts import TariffLineFacts
from yinuo.outlet.reads import list_tariff
from yinuo.pages.technician.scene import Scene
from yinuo.pages.technician.words import DOCUMENTS, PROOFS, choices
from yinuo.work.visit.actions import (
    check_ownership,
    confirm_adult,
    read_serial,
    see_proof,
    show_price_list,
)

from .form import TaskForm, pick, tick


class PriceList(TaskForm):
    """The price list is shown unasked, before anything else (QT-07)."""

    name = "price-list"
    title = _("先出示价目表")
    button = _("客户已看过价目表")
    hint = _("把手机递给客户看。收费只能是下面的项目和价格，客户接受报价之前不产生维修费。")
    template = "technician/tasks/price_list.html"

    @cached_property
    def tariff(self) -> tuple[TariffLineFacts, ...]:
        """The list that held here when the customer asked."""
        technician = self.scene.technician
        asked_at = self.scene.visit.asked_at
        return list_tariff(technician.company_id, technician.outlet_id, asked_at)

    def act(self) -> bool:
        """Shown."""
        self.step(show_price_list)
        return True


class Adult(TaskForm):
    """Somebody of age is there (AR-10)."""

    name = "adult"
    title = _("确认有成年人在场")
    button = _("有成年人在场")
    hint = _("只有未成年人在家时，请不要进门，在页面最下面停止上门。")

    def act(self) -> bool:
        """Confirmed."""
        self.step(confirm_adult)
        return True


class Proof(TaskForm):
    """A proof as it was seen: never a copy, never a whole number (ID-03, ID-04)."""

    name = "proof"
    title = _("核对所有权证明")
    button = _("已看过，记下")
    hint = _("只看原件，不拍照、不复印、不留完整号码。")
    template = "technician/tasks/proof.html"
    kind = forms.ChoiceField(choices=choices(PROOFS), widget=forms.HiddenInput)
    document = pick(_("看的是"), choices(DOCUMENTS))
    name_matches = pick(
        _("上面的姓名和报修人"), [("yes", _("一致")), ("no", _("不一致，仍记下但不算数"))]
    )
    last4 = forms.CharField(
        label=_("证件号最后四位"),
        max_length=4,
        error_messages={"required": _("请填证件号最后四位，末位可以是 X。")},
    )
    party_name = forms.CharField(
        label=_("在场人姓名"),
        max_length=60,
        error_messages={"required": _("请填在场人的姓名。")},
    )
    party_contact = forms.CharField(
        label=_("在场人电话或警号"),
        max_length=60,
        error_messages={"required": _("请填在场人的电话或警号。")},
    )

    def __init__(
        self, scene: Scene, data: Any = None, files: Any = None, kind: ProofKind | None = None
    ) -> None:
        super().__init__(scene, data, files)
        self.proof_kind = kind or _kind_in(data)
        needs = get_proof_needs(self.proof_kind)
        self.auto_id = f"proof-{self.proof_kind}-%s"
        self.fields["document"] = pick(_("看的是"), choices(DOCUMENTS, needs.documents))
        if not needs.needs_last4:
            del self.fields["last4"]
        if not needs.needs_party:
            del self.fields["party_name"], self.fields["party_contact"]

    @property
    def kind_title(self) -> object:
        """What is proven."""
        return PROOFS[self.proof_kind]

    def alternatives(self) -> list[list[Proof]]:
        """For each missing item the forms of which one will do; a tried one keeps what was typed."""
        missing = get_proof_state(self.scene.case.id).missing
        tried = [self] if self.is_bound else []
        return [
            [
                tried.pop() if tried and kind is self.proof_kind else self._blank(kind, place)
                for kind in item
            ]
            for place, item in enumerate(missing)
        ]

    def _blank(self, kind: ProofKind, place: int) -> Proof:
        """An empty form; a kind may stand under two items, and its fields need names of their own."""
        form = Proof(self.scene, kind=kind)
        form.auto_id = f"proof-{place}-{kind}-%s"
        return form

    def act(self) -> bool:
        """Recorded as seen."""
        said = self.cleaned_data
        last4 = said.get("last4")
        proof = SeenProof(
            kind=self.proof_kind,
            document_kind=DocumentKind(said["document"]),
            name_matches=said["name_matches"] == "yes",
            last4=last4.upper() if last4 else None,
            party_name=said.get("party_name"),
            party_contact=said.get("party_contact"),
        )
        self.perform(see_proof, proof=proof)
        return True


class Ownership(TaskForm):
    """All proofs have been seen."""

    name = "ownership"
    title = _("所有权核对完毕")
    button = _("证明齐了，继续")
    hint = _("这一单需要的证明都已看过。")

    def act(self) -> bool:
        """Pass the gate (ID-20)."""
        self.step(check_ownership)
        return True


class Serial(TaskForm):
    """The number on the plate; one that was typed into the report decides no warranty."""

    name = "serial"
    title = _("读机身编号")
    button = _("记下编号")
    hint = _(
        "编号决定是否在保修期内，请在报价之前到机身铭牌上读；没有读就按保修期外报价，报价单上会写明。"
    )
    serial = forms.CharField(
        label=_("机身编号"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={
            "required": _("请填铭牌上的机身编号。"),
            "max_length": _("太长了，机身编号最多 %(limit_value)d 位。"),
        },
    )
    is_from_plate = tick(
        _("这是我刚从机身铭牌上读到的"), _("请到机身铭牌上读，不要照着报修单或别处抄。")
    )

    def act(self) -> bool:
        """The warranty is decided by it."""
        said = self.cleaned_data
        self.perform(read_serial, serial=said["serial"], is_from_plate=said["is_from_plate"])
        return True


def _kind_in(data: Any) -> ProofKind:
    """The kind that a sent form is about; identity where it says nonsense, which its field refuses."""
    try:
        return ProofKind((data or {}).get("kind", ""))
    except ValueError:
        return ProofKind.IDENTITY
