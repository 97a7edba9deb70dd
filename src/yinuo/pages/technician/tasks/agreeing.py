"""What two agree on at the technician's phone: a quote signed for here, and who of two leads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yinuo.pages.technician.scene import Scene
from yinuo.promise.actions import accept_price_here
from yinuo.work.visit.actions import pass_lead
from yinuo.work.visit.facts import ItemQuoteFacts, SignRole
from yinuo.work.visit.reads import find_quote

from .form import TaskForm
from .signing import Signing


class AcceptHere(TaskForm):
    """The customer signs for the quote here, where his own phone can't: weaker than his tap, and told so."""

    name = "accept-here"
    title = _("在这部手机上签字接受")
    button = _("客户已签字接受")
    hint = _(
        "请客户在自己的手机上决定；他的手机没有网络时才在这里签。签字是较弱的证据，记录里会写明，"
        "联网后客户会收到通知，可以马上提出异议。"
    )
    template = "technician/tasks/accept_here.html"
    at_most_fen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, scene: Scene, data: Any = None, files: Any = None) -> None:
        super().__init__(scene, data, files)
        self.signing = Signing(self, (SignRole.ASKER,), may_refuse=False)

    @cached_property
    def quote(self) -> ItemQuoteFacts | None:
        """What is signed for; None in a form for a quote that is still to be made."""
        return find_quote(self.scene.lead.id)

    def clean(self) -> dict[str, Any]:
        """Without a signature nothing is accepted."""
        self.signing.clean()
        return self.cleaned_data

    def act(self) -> bool:
        """Accepted, at most for what was signed for."""
        (signed,) = self.signing.signed()
        self.perform(accept_price_here, at_most_fen=self.cleaned_data["at_most_fen"], signed=signed)
        return True


class GiveLead(TaskForm):
    """The one who leads hands over to the one beside him."""

    name = "give-lead"
    title = _("把带队交给同行的师傅")
    button = _("交给他带队")
    hint = _("从现在起由他负责这一单；两位都还可以做每一步。到达的承诺按先到的那位算，不受影响。")

    def act(self) -> bool:
        """Handed over."""
        self.perform(pass_lead)
        return True
