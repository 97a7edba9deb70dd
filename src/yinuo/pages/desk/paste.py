"""A pasted chat becomes a draft of a case: each thing that was found is shown in the text and confirmed
first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.engines.rulebook import FaultRule
from yinuo.intake.actions import hand_over_call, take_call, type_number
from yinuo.intake.callers import Draft, Found, Part, read_pasted
from yinuo.intake.reads import list_reportable
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform

from .company import the_company

PARTS = {
    Part.PLACE: _("地址"),
    Part.PHONE: _("电话"),
    Part.NAME: _("称呼"),
    Part.FAULT: _("故障"),
    Part.TIME: _("希望的时间"),
    Part.SERIAL: _("机身编号"),
}
SURE, LIKELY = 0.85, 0.5


class PasteForm(forms.Form):
    """The message as it was copied."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("把聊天内容贴在这里"),
        max_length=8000,
        strip=False,
        help_text=_("微信里多选、复制即可，带名字和时间也行。里面的密码和验证码会先盖掉。"),
        error_messages={"required": _("请先贴上聊天内容。")},
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )


class DraftForm(forms.Form):
    """What was found, each to be confirmed or changed; what isn't told stays empty."""

    use_required_attribute = False
    phone = forms.CharField(
        label=PARTS[Part.PHONE], error_messages={"required": _("没有电话，请问客户要。")}
    )
    name = forms.CharField(label=PARTS[Part.NAME], required=False)
    address = forms.CharField(label=PARTS[Part.PLACE], required=False)
    fault = forms.ChoiceField(label=PARTS[Part.FAULT], required=False)
    wished = forms.CharField(label=PARTS[Part.TIME], required=False)
    serial = forms.CharField(label=PARTS[Part.SERIAL], required=False)
    is_read = forms.BooleanField(
        label=_("我逐项看过了"),
        error_messages={"required": _("请逐项核对后勾上，再继续。")},
    )

    def __init__(
        self, faults: tuple[FaultRule, ...], data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["fault"]
        assert isinstance(field, forms.ChoiceField)
        names = [(fault.id, fault.name.of(language())) for fault in faults]
        field.choices = [("", _("（没说清）")), *names]
        for bound in self.fields.values():
            bound.widget.attrs["autocomplete"] = "off"


FIELDS = {
    Part.PHONE: "phone",
    Part.NAME: "name",
    Part.PLACE: "address",
    Part.FAULT: "fault",
    Part.TIME: "wished",
    Part.SERIAL: "serial",
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.OPEN_CASE)
def paste(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Paste; see what was found; confirmed, it fills the case form of a call of its own."""
    company = the_company()
    faults = list_reportable(company.id, clock.now())
    if request.method != "POST":
        return _ask(request, PasteForm())
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=400)
    draft = read_pasted(form.cleaned_data["text"], company.id, clock.now())
    if "confirm" not in request.POST:
        return _show(request, draft, DraftForm(faults, initial=_filled(draft)), faults)
    confirmed = DraftForm(faults, request.POST)
    if not confirmed.is_valid():
        return _show(request, draft, confirmed, faults, status=400)
    try:
        return _open(request, staff, draft, confirmed.cleaned_data)
    except YinuoError as error:
        confirmed.add_error("phone", error.text(language()))
        return _show(request, draft, confirmed, faults, status=error.status)


def _filled(draft: Draft) -> dict[str, str]:
    """What stands in the fields at first: nothing that wasn't found, no fault that is only a guess."""
    found = {FIELDS[one.part]: one.value for one in draft.found if one.score >= 0.3}
    fault = draft.of(Part.FAULT)
    if fault is not None and fault.score < LIKELY:
        found.pop("fault", None)
    return found


def _open(
    request: HttpRequest, staff: StaffFacts, draft: Draft, said: dict[str, Any]
) -> HttpResponseBase:
    """A call with this number, in whose case form everything stands; the number is in no address."""
    actor, now, key = Actor.staff(staff.id), clock.now(), sent_key(request)
    phone = said["phone"]
    call = perform(
        type_number, actor=actor, now=now, key=key, company_id=the_company().id, phone=phone
    )
    words = "\n".join(filter(None, (_wish(said["wished"]), draft.text)))[:1900]
    typed = {name: str(said[name]) for name in ("name", "address", "fault", "serial")}
    kept = {**typed, "words": words, "wished": said["wished"]}
    perform(hand_over_call, actor=actor, now=now, key=f"{key}:draft", call_id=call.id, form=kept)
    perform(take_call, actor=actor, now=now, key=f"{key}:mine", call_id=call.id)
    return redirect("desk:new", call.id)


def _wish(wished: str) -> str:
    return f"{PARTS[Part.TIME]}：{wished}" if wished else ""


def _ask(request: HttpRequest, form: PasteForm, *, status: int = 200) -> HttpResponseBase:
    context = {"form": form, "now": clock.now()}
    return render(request, "desk/paste.html", context, status=status)


def _show(
    request: HttpRequest,
    draft: Draft,
    form: DraftForm,
    faults: tuple[FaultRule, ...],
    *,
    status: int = 200,
) -> HttpResponseBase:
    names = {fault.id: fault.name.of(language()) for fault in faults}
    context = {
        "draft": draft,
        "form": form,
        "rows": [
            {"field": form[name], "found": _says(draft.of(part), names)}
            for part, name in FIELDS.items()
        ],
        "others": [
            {"label": PARTS[one.part], **_told(one, names)}
            for one in draft.others
            if one.score > 0.2
        ],
        "pieces": list(_pieces(draft)),
        "key": fresh_key(),
        "now": clock.now(),
    }
    return render(request, "desk/draft.html", context, status=status)


def _says(found: Found | None, names: dict[str, str]) -> dict[str, Any] | None:
    return _told(found, names) if found is not None else None


def _told(found: Found, names: dict[str, str]) -> dict[str, Any]:
    """How sure it is, in a word, a colour and a number."""
    tone = "ok" if found.score >= SURE else "warn" if found.score >= LIKELY else "bad"
    words = {"ok": _("很有把握"), "warn": _("请核对"), "bad": _("多半要改")}
    value = names.get(found.value, found.value) if found.part is Part.FAULT else found.value
    percent = round(100 * found.score)
    return {
        "value": value,
        "tone": tone,
        "word": words[tone],
        "percent": percent,
        "from_at": found.from_at,
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the message; `label` says what was found in it, "" for nothing."""

    text: str
    label: str = ""


def _pieces(draft: Draft) -> Iterator[Piece]:
    """The message cut at what was found, so that each finding is marked where it stands."""
    marks = sorted(
        (span.start, span.end, str(PARTS[one.part])) for one in draft.found for span in one.spans
    )
    at = 0
    for start, end, label in marks:
        if start < at:
            continue
        if start > at:
            yield Piece(draft.text[at:start])
        yield Piece(draft.text[start:end], label)
        at = end
    if at < len(draft.text):
        yield Piece(draft.text[at:])
