"""Cards to pick one from: a form's choices with an icon and a line of explanation each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BoundField


@dataclass(frozen=True, slots=True)
class Pick:
    """One card. `icon` is a name of icons.svg, empty for none."""

    id: str
    value: str
    label: str
    hint: str
    icon: str
    is_checked: bool


def picks_of(
    field: BoundField,
    *,
    icons: Mapping[str, str] | None = None,
    hints: Mapping[str, str] | None = None,
) -> tuple[Pick, ...]:
    """The cards of a choice field in its order; icons and hints are by value.

    The chosen one stays chosen when the form is shown again. Ids are those that the error summary links
    to: `id_name_0` and so on.
    """
    chosen = str(field.value() or "")
    choices = [(str(value), str(label)) for value, label in getattr(field.field, "choices", ())]
    offered = [(value, label) for value, label in choices if value]
    return tuple(
        Pick(
            id=f"{field.auto_id}_{place}",
            value=value,
            label=label,
            hint=(hints or {}).get(value, ""),
            icon=(icons or {}).get(value, ""),
            is_checked=value == chosen,
        )
        for place, (value, label) in enumerate(offered)
    )
