"""Stickers for products: which ones, on what paper, and the sheet to print, a page of labels at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.errors import YinuoError
from yinuo.outlet.reads import list_models
from yinuo.pages.frame.language import language
from yinuo.pages.frame.qr import qr_svg
from yinuo.pages.frame.tags import says
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, UnitFacts, Verb
from yinuo.people.stickers import UnitPick, list_units, sticker_token

from .nav import company_nav, export_path
from .numbers import the_company

PAPERS = {
    "12": _("12 张：一张 97 × 42 毫米"),
    "24": _("24 张：一张 70 × 37 毫米"),
    "40": _("40 张：一张 52.5 × 29.7 毫米"),
}
"""Labels on an A4 sheet, as they are sold without margins; smaller ones hold no code that a phone reads."""


class StickerForm(forms.Form):
    """Which products, and the paper."""

    use_required_attribute = False
    serial_from = forms.CharField(
        label=_("从机身编号"),
        max_length=40,
        required=False,
        help_text=_("只印一张，两格填同一个编号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    serial_to = forms.CharField(
        label=_("到机身编号"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    model = forms.ChoiceField(label=_("型号"), required=False)
    paper = forms.ChoiceField(label=_("标签纸（A4）"), choices=list(PAPERS.items()), initial="24")
    after = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        models = [(model.code, says(model, "name")) for model in list_models(the_company().id)]
        field = self.fields["model"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("所有型号")), *models]


@dataclass(frozen=True, slots=True)
class Label:
    """One sticker: the code that leads to the report page, and what a person reads."""

    unit: UnitFacts
    code: SafeString


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.IMPORT_OUTLETS)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The form; sent, the first sheet, and from it the next. Nothing is written: a sticker says what is on
    file."""
    form = StickerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        labels, after = _labels(form)
        if labels:
            return render(request, "company/sticker_sheet.html", _sheet(form, labels, after))
    context = {
        "form": form,
        "company_nav": company_nav(staff, "company:stickers"),
        "export_path": export_path(staff, "products"),
    }
    return render(request, "company/stickers.html", context, status=400 if form.errors else 200)


def _labels(form: StickerForm) -> tuple[list[Label], str]:
    """A sheet's labels and the serial number that the next sheet goes on after; none with what is wrong."""
    typed = form.cleaned_data
    most = int(typed["paper"])
    pick = UnitPick(typed["serial_from"], typed["serial_to"], typed["model"])
    try:
        units = list_units(pick, after=typed["after"], limit=most + 1)
    except YinuoError as error:
        form.add_error("serial_from", error.text(language()))
        return [], ""
    if not units:
        form.add_error(None, gettext("登记里没有这样的产品，没有印。请核对编号，或先导入产品。"))
    return [_label(unit) for unit in units[:most]], units[most - 1].serial if units[most:] else ""


def _label(unit: UnitFacts) -> Label:
    path = reverse("product", args=[sticker_token(unit.id)])
    words = gettext("报修码：%(serial)s") % {"serial": unit.serial}
    return Label(unit, qr_svg(f"{settings.YINUO_PUBLIC_URL}{path}", words))


def _sheet(form: StickerForm, labels: list[Label], after: str) -> dict[str, Any]:
    typed = form.cleaned_data
    kept = {name: typed[name] for name in ("serial_from", "serial_to", "model", "paper")}
    return {"labels": labels, "paper": typed["paper"], "kept": kept, "after": after}
