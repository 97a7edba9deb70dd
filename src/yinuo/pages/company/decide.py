"""What a manager decides: shown first as the customer will read it, then done, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts, DecisionAbout, DisputeAbout
from yinuo.case.reads import list_decisions, list_sayings
from yinuo.intake.actions import answer_dispute, answer_refund, end_stopped_case, send_again
from yinuo.intake.reads import get_decidable, is_somebody_coming
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.promise.facts import RemedyFacts
from yinuo.promise.reads import get_refundable_fen, list_remedies
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

from .words import DISPUTE_POINTS

_AGAIN, _END, _GRANT, _ANSWER = "again", "end", "grant", "answer"
_WORDS_LIMIT = 800


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be decided of a case: about what, the points to answer, and how much may be granted."""

    about: DecisionAbout
    points: tuple[DisputeAbout, ...] = ()
    most_fen: int = 0
    remedy: RemedyFacts | None = None

    @property
    def ways(self) -> list[tuple[str, Any]]:
        """What may be decided."""
        again = (_AGAIN, _("再派一位师傅，重新承诺时间"))
        if self.about is DecisionAbout.STOP:
            return [again, (_END, _("不再派人，结束这一单"))]
        if self.about is DecisionAbout.REFUND:
            return [(_GRANT, _("退全部或一部分")), (_ANSWER, _("不退，说明理由"))]
        granting = [(_GRANT, _("答复并退款"))] if self.most_fen else []
        return [again, *granting, (_ANSWER, _("逐条答复"))]


class DecisionForm(forms.Form):
    """The way, an amount where one is granted, and words to the customer: one field for each point."""

    use_required_attribute = False
    way = forms.ChoiceField(label=_("决定"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, matter: Matter) -> None:
        super().__init__(data)
        self.matter = matter
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = matter.ways
        if matter.most_fen:
            yuan = f"{matter.most_fen / 100:.2f}"
            self.fields["amount"] = forms.DecimalField(
                label=_("退多少（元）"),
                required=False,
                max_digits=9,
                decimal_places=2,
                help_text=gettext("选择退款时填写，最多 %(yuan)s 元。") % {"yuan": yuan},
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
        for point in matter.points or (None,):
            self.fields[_field(point)] = forms.CharField(
                label=DISPUTE_POINTS[point] if point else _("给客户的理由"),
                max_length=_WORDS_LIMIT,
                help_text="" if point else _("客户会在自己的页面上看到这些话。"),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        """An amount goes with a refund, above nothing and within what is possible."""
        typed = super().clean() or {}
        if typed.get("way") != _GRANT:
            return typed | {"fen": 0}
        fen = int((typed.get("amount") or 0) * 100)
        if not 0 < fen <= self.matter.most_fen:
            self.add_error("amount", _("金额要大于 0，不超过上面写的数。"))
        return typed | {"fen": fen}

    @property
    def words(self) -> str:
        """What the customer reads, point by point."""
        said = self.cleaned_data
        if not self.matter.points:
            return str(said[_field(None)])
        return "\n".join(f"{DISPUTE_POINTS[p]}：{said[_field(p)]}" for p in self.matter.points)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.DECIDE)
def show(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The form; then what the customer will read; then, with `confirm`, it is done."""
    case = case_in_scope(staff, case_id)
    matter = find_matter(case)
    if matter is None:
        return redirect("company:case", case.id)  # decided already, perhaps by this very form
    form = DecisionForm(request.POST or None, matter=matter)
    is_ready = request.method == "POST" and form.is_valid()
    context = {
        "case": case,
        "matter": matter,
        "form": form,
        "sayings": list_sayings(case.id),
        "decisions": list_decisions(case.id),
        "key": sent_key(request) if request.method == "POST" else fresh_key(),
        "is_preview": is_ready,
        "now": clock.now(),
    }
    if is_ready and "confirm" in request.POST:
        try:
            _carry_out(request, staff, case, form)
        except YinuoError as error:
            form.add_error(None, error.text(language()))
            context["is_preview"] = False
            return render(request, "company/decide.html", context, status=error.status)
        return redirect("company:case", case.id)
    if is_ready and "back" not in request.POST:
        context |= {"words": form.words, "way": dict(matter.ways)[form.cleaned_data["way"]]}
        context |= {"fen": form.cleaned_data["fen"]}
    else:
        context["is_preview"] = False
    return render(request, "company/decide.html", context)


def find_matter(case: CaseFacts) -> Matter | None:
    """What of this case waits for a decision: a refund first, since it is money, then a dispute or a stop."""
    for remedy in list_remedies(case.id):
        if remedy.beyond_fen and remedy.answered_at is None:
            return Matter(DecisionAbout.REFUND, (), remedy.beyond_fen, remedy)
    about = get_decidable(case)
    if about is None or is_somebody_coming(case.id):
        return None
    if about is DecisionAbout.STOP:
        return Matter(about)
    points = _open_points(case)
    return Matter(about, points, get_refundable_fen(case.id)) if points else None


def _open_points(case: CaseFacts) -> tuple[DisputeAbout, ...]:
    """What was disputed since the last answer, each point once."""
    answered = [d.decided_at for d in list_decisions(case.id) if d.about is not DecisionAbout.STOP]
    since = max(answered, default=None)
    raised = [
        DisputeAbout(event.body["about"])
        for event in list_events("case", case.id)
        if event.kind in ("case.disputed", "case.payment.questioned")
        and (since is None or event.at > since)
    ]
    return tuple(dict.fromkeys(raised))


def _carry_out(
    request: HttpRequest, staff: StaffFacts, case: CaseFacts, form: DecisionForm
) -> None:
    way, fen, matter = form.cleaned_data["way"], form.cleaned_data["fen"], form.matter
    more: dict[str, Any] = {}
    act: Callable[..., Any] = send_again if way == _AGAIN else end_stopped_case
    if way in (_GRANT, _ANSWER):
        act, more = answer_dispute, {"fen": fen}
        if matter.remedy is not None:
            act, more = answer_refund, {"fen": fen, "promise_id": matter.remedy.promise_id}
    perform(
        act,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        case_id=case.id,
        words=form.words,
        **more,
    )


def _field(point: DisputeAbout | None) -> str:
    return f"words_{point.value}" if point else "words"
