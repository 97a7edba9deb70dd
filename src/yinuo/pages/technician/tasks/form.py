"""What all tasks of a visit share: a form with a key that makes a second tap harmless, and where one is."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.base.errors import YinuoError
from yinuo.base.point import Point
from yinuo.pages.technician.scene import Scene
from yinuo.pages.technician.words import LazyText
from yinuo.store.perform import perform
from yinuo.store.picture import MOST_BYTES
from yinuo.work.dispatch.actions import report_position
from yinuo.work.dispatch.reads import find_phone_point
from yinuo.work.visit.actions import note_sent
from yinuo.work.visit.facts import ONLINE_ONLY, Deed, Parcel

R = TypeVar("R")
_FRESH = timedelta(minutes=15)
TEXT_LIMIT = 500
"""What the visit keeps of a free text, in characters."""


class TaskForm(forms.Form):
    """One thing that a technician does at a visit.

    `act` does it and says whether the screen moves on; a refusal is a YinuoError, and the form keeps what
    was typed. `name` is the task's place in the address.
    """

    use_required_attribute = False
    name: ClassVar[str]
    title: ClassVar[LazyText]
    button: ClassVar[LazyText]
    hint: ClassVar[LazyText | str] = ""
    template: ClassVar[str] = "technician/tasks/plain.html"
    has_file: ClassVar[bool] = False
    wants_position: ClassVar[bool] = False
    ends_on_list: ClassVar[bool] = False
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, scene: Scene, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id=f"{self.name}-%s")
        self.scene = scene
        self.parcel: Parcel | None = None
        """What the phone's outbox says of this step; None for a form that was sent as it was shown."""

    @property
    def is_kept(self) -> bool:
        """Whether the phone keeps it until there is a connection; what helps only at once is sent at once."""
        return Deed(self.name) not in ONLINE_ONLY

    @property
    def words(self) -> str:
        """What the phone says of a field that is empty or wrong, before anything is sent: the form's own
        words, by the field's name, as JSON."""
        said = {
            name: {
                "required": str(field.error_messages["required"]) if field.required else "",
                "invalid": str(
                    field.error_messages.get("invalid", field.error_messages["required"])
                ),
            }
            for name, field in self.fields.items()
            if not field.widget.is_hidden
        }
        return json.dumps(said, ensure_ascii=False)

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that every form of this kind has, without those that hang on the visit."""
        return [self[name] for name in self.base_fields if name != "key"]

    @property
    def has_choice(self) -> bool:
        """Whether there is anything to pick; a form without isn't shown."""
        return True

    def act(self) -> bool:
        """Do it; True when the screen moves on, False when there is something to look at first."""
        raise NotImplementedError

    @property
    def fresh_key(self) -> str:
        """A key for the next time this form is sent: a shown form is a new wish."""
        return str(uuid.uuid4())

    def perform(self, action: Callable[..., R], **arguments: Any) -> R:
        """Do an action of the visit as the technician, under the form's key."""
        answer: R = perform(
            action,
            actor=self.scene.actor,
            now=self.scene.now,
            key=str(self.cleaned_data["key"]),
            after=self.keep_sent,
            visit_id=self.scene.visit.id,
            **arguments,
        )
        return answer

    def step(self, action: Callable[..., R], **arguments: Any) -> R:
        """The same for a step that keeps the phone's time beside the server's."""
        said_at = self.parcel.said_at if self.parcel else None
        return self.perform(action, device_at=said_at, **arguments)

    def refusal(self, answer: Any) -> YinuoError | None:
        """What to say of an answer that isn't "done": a wrong code is one."""
        return None

    def keep_sent(self, answer: Any) -> None:
        """Write down that the outbox's step was handled, in the transaction of what it did."""
        if self.parcel is None:
            return
        note_sent(
            visit_id=self.scene.visit.id,
            parcel=self.parcel,
            refused=self.refusal(answer),
            actor=self.scene.actor,
            now=self.scene.now,
        )


class PlaceForm(TaskForm):
    """A task that says where it was done; a small script fills the place in if the phone may tell it."""

    wants_position = True
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def point(self) -> Point | None:
        """Where the step was done: as the phone said with it, else as it said within the last 15 minutes.

        A step that waited in the outbox says where its technician was then. That stands with the step, but
        isn't where they are now, which nobody may plan from.
        """
        lat, lng = self.cleaned_data["lat"], self.cleaned_data["lng"]
        here = Point(lat, lng) if lat is not None and lng is not None else None
        if not self._is_of_now:
            return here
        technician_id, now = self.scene.technician.id, self.scene.now
        if here is None:
            return find_phone_point(technician_id, since=now - _FRESH)
        perform(
            report_position,
            actor=self.scene.actor,
            now=now,
            technician_id=technician_id,
            point=here,
        )
        return here

    @property
    def _is_of_now(self) -> bool:
        """Whether the step was tapped just now; one whose phone doesn't know the time isn't."""
        if self.parcel is None:
            return True
        said_at = self.parcel.said_at
        return said_at is not None and abs(self.scene.now - said_at) <= _FRESH


class PhotoField(forms.FileField):
    """A photo of at most 20 MB; what it shows is checked where it is kept."""

    widget = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
    default_error_messages = {
        "required": _("请先拍照或选一张照片。"),
        "empty": _("这张照片是空的，没有保存。请重新拍一张，其他内容都还在。"),
    }

    def to_python(self, data: Any) -> Any:
        """The upload; too large a one is refused by its size alone."""
        if data and data.size > MOST_BYTES:
            raise forms.ValidationError(_too_large, code="too_large")
        return super().to_python(data)


def text_field(label: LazyText, hint: LazyText | str = "", *, rows: int = 2) -> forms.CharField:
    """A required free text, in the length that is kept."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": _("请填写这一项。"),
            "max_length": _("太长了，最多 %(limit_value)d 个字，现在有 %(show_value)d 个。"),
        },
    )


def tick(label: LazyText, error: LazyText) -> forms.BooleanField:
    """Something that must be so before the step counts."""
    return forms.BooleanField(label=label, error_messages={"required": error})


def pick(
    label: LazyText, options: list[tuple[str, LazyText]], hint: LazyText | str = ""
) -> forms.ChoiceField:
    """One of a few, all of them in sight."""
    missing = _("请选一项。")
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=options,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def instant_in(text: str) -> datetime | None:
    """An instant with its zone, as an option's value holds it; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


_too_large = _("照片超过 20 MB，没有保存。请换一张小一点的，其他内容都还在。")
