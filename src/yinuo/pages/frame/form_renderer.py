"""How form fields become HTML: as Django does it, but fields and long lists without a template for each.

A list of two hundred outlets took thirty milliseconds of a page by Django's templates, and takes one here;
the hundred fields that a technician's phone keeps took as much again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

_WIDGETS = "django/forms/widgets/"
_SELECT = f"{_WIDGETS}select.html"
_TEXTAREA = f"{_WIDGETS}textarea.html"
_INPUTS = frozenset(
    f"{_WIDGETS}{kind}.html"
    for kind in ("text", "number", "hidden", "email", "tel", "date", "password", "checkbox", "file")
)
"""The widgets whose template is Django's input.html and nothing else."""


class QuickForms(DjangoTemplates):
    """The renderer named in the settings."""

    def render(
        self, template_name: str, context: Mapping[str, Any], request: Any = None
    ) -> SafeString:
        """Selects and single fields are joined by Python, all else is rendered by Django's templates."""
        if template_name == _SELECT:
            return _select(context["widget"])
        if template_name in _INPUTS:
            return _input(context["widget"])
        if template_name == _TEXTAREA:
            return _textarea(context["widget"])
        return mark_safe(super().render(template_name, dict(context), request))  # noqa: S308 - Django's own


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    said = "" if value is None else f' value="{_escaped(str(value))}"'
    name, attributes = _escaped(widget["name"]), _attributes(widget["attrs"])
    return _done(f'<input type="{_escaped(widget["type"])}" name="{name}"{said}{attributes}>')


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    name, attributes = _escaped(widget["name"]), _attributes(widget["attrs"])
    return _done(
        f'<textarea name="{name}"{attributes}>\n{_escaped(widget["value"] or "")}</textarea>'
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = (
        f'<optgroup label="{_escaped(name)}">{_options(options)}</optgroup>'
        if name
        else _options(options)
        for name, options, _index in widget["optgroups"]
    )
    name, attributes = _escaped(widget["name"]), _attributes(widget["attrs"])
    return _done(f'<select name="{name}"{attributes}>{"".join(groups)}</select>')


def _options(options: Iterable[Mapping[str, Any]]) -> str:
    return "".join(
        f'<option value="{_escaped(str(one["value"]))}"{_attributes(one["attrs"])}>'
        f"{_escaped(one['label'])}</option>"
        for one in options
    )


def _attributes(attrs: Mapping[str, Any]) -> str:
    """As django/forms/widgets/attrs.html: True is a bare name, False is nothing."""
    return "".join(
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def _escaped(text: Any) -> str:
    """What may stand in HTML: as it is where it is HTML already, escaped where it is text."""
    if isinstance(text, Promise):
        text = str(text)  # a text in the reader's language
    return str(text.__html__()) if hasattr(text, "__html__") else escape(str(text))


def _done(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - joined of our own marks and of what `_escaped` let through
