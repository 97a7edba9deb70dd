"""Signatures in a form: for each who has to sign a box for a finger, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.pages.frame.words import NO_SIGNATURES, SIGNERS
from yinuo.pages.technician.words import LazyText, choices
from yinuo.work.visit.facts import NoSignature, Signed, SignRole

_LINES, _REASON = "sign-", "unsigned-"
_MOST_CHARACTERS = 90_000

Lines = tuple[tuple[tuple[int, int], ...], ...]


class LinesField(forms.CharField):
    """The lines of a signature as the pad sends them: `[[[x, y], …], …]`."""

    widget = forms.HiddenInput

    def __init__(self, label: LazyText) -> None:
        super().__init__(label=label, required=False, max_length=_MOST_CHARACTERS)

    def to_python(self, value: Any) -> Any:
        """The lines; whatever isn't lines of points was not received."""
        text = super().to_python(value)
        try:
            return msgspec.json.decode(text, type=Lines) if text else ()
        except msgspec.DecodeError as broken:
            raise forms.ValidationError(_("签字没有收到，请重新签一次。"), code="lines") from broken


class Signing:
    """Adds to a form what each of some people need to sign, and reads what they did."""

    def __init__(
        self, form: forms.Form, roles: Iterable[SignRole], *, may_refuse: bool = True
    ) -> None:
        self._form, self.roles, self._may_refuse = form, tuple(roles), may_refuse
        for role in self.roles:
            form.fields[_LINES + role] = LinesField(SIGNERS[role])
            if may_refuse:
                form.fields[_REASON + role] = _reason_field()

    def clean(self) -> None:
        """Each signs, or says why not."""
        for role in self.roles:
            if role not in {one.role for one in self.signed()} and not self._form.errors.get(
                _LINES + role
            ):
                self._form.add_error(_LINES + role, self._missing())

    def _missing(self) -> LazyText:
        if self._may_refuse:
            return _("请在框里签字；不能签或不愿签的，请选原因。")
        return _("请客户在框里签字。")

    def signed(self) -> tuple[Signed, ...]:
        """What was signed, in the order of the roles; a reason counts only where the box is empty."""
        said = self._form.cleaned_data
        found = []
        for role in self.roles:
            lines, reason = said.get(_LINES + role) or (), said.get(_REASON + role) or ""
            if lines:
                found.append(Signed(role, lines))
            elif reason:
                found.append(Signed(role, reason=NoSignature(reason)))
        return tuple(found)

    def boxes(self) -> Iterator[dict[str, Any]]:
        """One for each who signs, as `technician/parts/sign.html` takes it."""
        for role in self.roles:
            reason = _REASON + role
            yield {
                "title": SIGNERS[role],
                "lines": self._form[_LINES + role],
                "reason": self._form[reason] if self._may_refuse else None,
                "missing": self._missing(),
            }


def _reason_field() -> forms.ChoiceField:
    options: list[tuple[str, LazyText | str]] = [("", _("已在上面签字"))]
    return forms.ChoiceField(
        label=_("没有签字的原因"), required=False, choices=[*options, *choices(NO_SIGNATURES)]
    )
