"""Report a false hotline: what it was, where, what it asked for; then what became of it, by its number."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.base.errors import YinuoError
from yinuo.genuine.actions import report_fake
from yinuo.genuine.facts import AskedFor, NewReport, Seen
from yinuo.genuine.reads import get_report_state
from yinuo.outlet.facts import CompanyFacts
from yinuo.pages.customer.company import for_company
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.frame.limits import limited
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.store.picture import MOST_BYTES

from .genuine import WEB
from .words import ASKED_FOR, FAKE_STATES, SEEN

_WORDS = 1000
_MOST_YUAN = 10_000_000


class FakeForm(forms.Form):
    """A number or link that says it is ours."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("假的电话、网址或短信号码"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("请填假的电话、网址或短信号码。")},
    )
    seen = forms.ChoiceField(
        label=_("在哪里看到的"),
        choices=[(one.value, words) for one, words in SEEN.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选在哪里看到的。")},
    )
    asked_for = forms.MultipleChoiceField(
        label=_("它要您做什么"),
        required=False,
        choices=[(one.value, words) for one, words in ASKED_FOR.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("经过"),
        required=False,
        max_length=_WORDS,
        help_text=_("别写密码和验证码。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    loss = forms.DecimalField(
        label=_("损失了多少钱（元）"),
        required=False,
        min_value=0,
        max_value=_MOST_YUAN,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": _("请只填数字，比如 200。")},
    )
    picture = forms.FileField(
        label=_("截图或照片"),
        required=False,
        help_text=_("JPEG、PNG 或 WebP，最多 20 MB。只给核实的人看。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    contact = forms.CharField(
        label=_("怎么联系您"),
        required=False,
        max_length=120,
        help_text=_("想让我们问您细节才填。加密保存，三年后删除。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    def to_report(self) -> NewReport:
        """What was filled in, as the room takes it."""
        typed = self.cleaned_data
        return NewReport(
            text=typed["text"],
            seen=Seen(typed["seen"]),
            asked_for=tuple(AskedFor(one) for one in typed["asked_for"]),
            loss_fen=int((typed["loss"] or 0) * 100),
            words=typed["words"],
            contact=typed["contact"],
            picture=_bytes(typed["picture"]),
        )


def _bytes(file: UploadedFile[bytes] | None) -> bytes | None:
    """The file; one over the limit as so many bytes that it is refused in words."""
    if file is None:
        return None
    if (file.size or 0) > MOST_BYTES:
        return b"\0" * (MOST_BYTES + 1)
    data: bytes = file.read()
    return data


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("fake")
@for_company
def report(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The form; sent, it leads to the page of its number."""
    form = FakeForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            number = perform(
                report_fake,
                actor=WEB,
                now=clock.now(),
                key=sent_key(request),
                report=form.to_report(),
            )
            return redirect("genuine-report-state", number)
        except YinuoError as refused:
            is_about_file = refused.code.startswith("photo_")
            form.add_error("picture" if is_about_file else "text", refused.text(language()))
            status = refused.status
    elif form.errors:
        status = 400
    context = {"form": form, "key": fresh_key()}
    return render(request, "public/fake.html", context, status=status)


@never_cache
@require_safe
@limited("genuine", methods=("GET",))
def state(request: HttpRequest, number: str) -> HttpResponse:
    """Where a report stands, for whoever holds its number."""
    try:
        words, kind = FAKE_STATES[get_report_state(number)]
    except YinuoError as error:
        context = {"title": gettext("没有这个编号"), "text": error.text(language())}
        return render(request, "error.html", context, status=error.status)
    context = {"number": number.upper(), "state": str(words), "kind": kind}
    return render(request, "public/fake_state.html", context)
