"""Photos on badges (ID-09): which technician has one, set and taken away by a manager of his outlet."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.genuine.actions import add_badge_photo, remove_badge_photo
from yinuo.genuine.badges import find_photo, get_photo_bytes, map_photos
from yinuo.outlet.facts import TechnicianFacts, TechnicianUnknown
from yinuo.outlet.reads import get_technician, list_outlet_ids, list_technicians_by_badge
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.frame.photos import photo_response
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.store.picture import MOST_BYTES

from .nav import company_nav, export_path

_PAGE = 30


class PhotoForm(forms.Form):
    """A portrait to put on a badge."""

    use_required_attribute = False
    picture = forms.FileField(
        label=_("正面照片"),
        help_text=_("JPEG、PNG 或 WebP，最多 20 MB；会缩小，拍摄信息会去掉。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("请选一张照片。")},
    )


@require_safe
@for_staff(Verb.GUARD)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The technicians of one's own part of the company, by badge number."""
    after = request.GET.get("after", "")[:40]
    found = list_technicians_by_badge(list_outlet_ids(staff.scope), after=after, limit=_PAGE + 1)
    page = found[:_PAGE]
    photos = map_photos([one.id for one in page])
    path = reverse("company:badges")
    is_more = len(found) > _PAGE
    context = {
        "company_nav": company_nav(staff, "company:fakes"),
        "export_path": export_path(staff, "technicians"),
        "rows": [{"technician": one, "photo": photos.get(one.id)} for one in page],
        "newer": path if after else "",
        "older": f"{path}?{urlencode({'after': page[-1].badge_no})}" if is_more else "",
    }
    return render(request, "company/badges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.GUARD)
def member(request: HttpRequest, staff: StaffFacts, technician_id: UUID) -> HttpResponseBase:
    """One technician's photo: seen, set anew, taken away."""
    technician = _in_scope(staff, technician_id)
    is_removal = request.POST.get("do") == "remove"
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (is_removal or form.is_valid()):
        try:
            _change(request, staff, technician, None if is_removal else form)
            return redirect("company:badge", technician.id)
        except YinuoError as error:
            form.add_error("picture", error.text(language()))
    context = {
        "technician": technician,
        "photo": find_photo(technician.id),
        "form": form,
        "key": fresh_key(),
    }
    is_wrong = request.method == "POST"
    return render(request, "company/badge.html", context, status=400 if is_wrong else 200)


@require_safe
@for_staff(Verb.GUARD)
def photo(request: HttpRequest, staff: StaffFacts, technician_id: UUID) -> HttpResponseBase:
    """The photo, for who keeps it."""
    data = get_photo_bytes(_in_scope(staff, technician_id).id)
    if data is None:
        raise Http404
    return photo_response(data)


def _in_scope(staff: StaffFacts, technician_id: UUID) -> TechnicianFacts:
    """The technician, for somebody whose scope he is in. Raises TechnicianUnknown."""
    technician = get_technician(technician_id)
    outlet_ids = list_outlet_ids(staff.scope)
    if outlet_ids is not None and technician.outlet_id not in outlet_ids:
        raise TechnicianUnknown
    return technician


def _change(
    request: HttpRequest, staff: StaffFacts, technician: TechnicianFacts, form: PhotoForm | None
) -> None:
    actor, now, key = Actor.staff(staff.id), clock.now(), sent_key(request)
    if form is None:
        perform(remove_badge_photo, actor=actor, now=now, key=key, technician_id=technician.id)
        return
    file: UploadedFile[bytes] = form.cleaned_data["picture"]
    is_too_large = (file.size or 0) > MOST_BYTES
    perform(
        add_badge_photo,
        actor=actor,
        now=now,
        key=key,
        technician_id=technician.id,
        picture=b"\0" * (MOST_BYTES + 1) if is_too_large else file.read(),
    )
