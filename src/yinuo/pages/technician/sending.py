"""What an outbox sends and is told: the same forms as the screens send, answered in JSON.

    200 done      handled, now or before; `next` is the screen to go to
    409 later     not its turn by the outbox's own count; `next_seq` is the number that is expected
    4xx refused   not done, and won't be as it is: `text` says why and what to do, `errors` by field
    401 login     nobody is logged in; kept, and sent again after the login

A refusal leaves the number free. One that was handled all the same, a wrong code, has used it up; either way
`next_seq` says how the outbox goes on.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from yinuo.base.errors import YinuoError
from yinuo.pages.frame.language import language
from yinuo.work.visit.errors import OutOfOrder
from yinuo.work.visit.facts import ONLINE_ONLY, Deed, Parcel, SentFacts
from yinuo.work.visit.reads import find_sent, next_seq

from .scene import Scene
from .tasks import TASKS, TaskForm

_MOST_STEPS = 2000


class OnlyAtOnce(YinuoError):
    """What helps only while somebody hears of it at once came out of an outbox."""

    code = "only_at_once"
    zh = "这一步要当时办才有用，没有办。请连上网络，在页面上直接点。"
    en = "This helps only at the moment it is said; it was not done. Tap it on the page once you are online."


class ParcelForm(forms.Form):
    """What an outbox says beside the step: see `Parcel`."""

    outbox = forms.UUIDField()
    seq = forms.IntegerField(min_value=1, max_value=_MOST_STEPS)
    key = forms.UUIDField()
    said_at = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )

    def parcel(self, task: str) -> Parcel:
        """The parcel, once the form is valid."""
        said = self.cleaned_data
        return Parcel(said["outbox"], said["seq"], said["key"], task, said["said_at"])


def receive(request: HttpRequest, scene: Scene, task: str) -> JsonResponse:
    """Handle one step of an outbox, once, in its turn, however often it comes."""
    said = ParcelForm(request.POST)
    if not said.is_valid():
        return _refuse(scene, None, YinuoError(), said)
    parcel = said.parcel(task)
    if Deed(task) in ONLINE_ONLY:
        return _refuse(scene, parcel, OnlyAtOnce())
    sent = find_sent(scene.visit.id, parcel.key)
    if sent is not None:
        return _first_answer(scene, parcel, sent)
    expected = next_seq(scene.visit.id, parcel.outbox)
    if parcel.seq != expected:
        return _later(OutOfOrder(), expected)
    form = TASKS[task](scene, request.POST, request.FILES)
    form.parcel = parcel
    return _handle(scene, parcel, form)


def _handle(scene: Scene, parcel: Parcel, form: TaskForm) -> JsonResponse:
    try:
        if form.is_valid():
            form.act()
            return _done(scene, form)
    except OutOfOrder as error:
        return _later(error, next_seq(scene.visit.id, parcel.outbox))
    except YinuoError as error:
        return _refuse(scene, parcel, error, form)
    return _refuse(scene, parcel, YinuoError(), form)


def _first_answer(scene: Scene, parcel: Parcel, sent: SentFacts) -> JsonResponse:
    """What this key was told when its step was handled, however long ago that was."""
    if sent.refused_zh is None or sent.refused_en is None:
        return _done(scene, TASKS[sent.task](scene))
    return _refuse(scene, parcel, YinuoError(sent.refused_zh, sent.refused_en))


def _done(scene: Scene, form: TaskForm) -> JsonResponse:
    here = "technician:visits" if form.ends_on_list else "technician:visit"
    path = reverse(here, args=[] if form.ends_on_list else [scene.visit.id])
    return JsonResponse({"outcome": "done", "next": path})


def _later(error: OutOfOrder, expected: int) -> JsonResponse:
    said = {"outcome": "later", "text": error.text(language()), "next_seq": expected}
    return JsonResponse(said, status=error.status)


def _refuse(
    scene: Scene, parcel: Parcel | None, error: YinuoError, form: forms.Form | None = None
) -> JsonResponse:
    errors = form.errors if form is not None and form.is_bound else {}
    said: dict[str, Any] = {
        "outcome": "refused",
        "text": "" if errors else error.text(language()),
        "errors": {name: [str(one) for one in found] for name, found in errors.items()},
    }
    if parcel is not None:
        said["next_seq"] = next_seq(scene.visit.id, parcel.outbox)
    return JsonResponse(said, status=400 if errors else error.status)
