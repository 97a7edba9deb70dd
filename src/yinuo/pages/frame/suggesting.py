"""What makes a field of a form suggest places while somebody types in it."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

SUGGESTS_PLACES = {"data-suggest": reverse_lazy("suggest"), "data-suggest-label": _("地名提示")}
"""Attributes of its widget: where the suggestions come from, and how their list is called when read out."""
