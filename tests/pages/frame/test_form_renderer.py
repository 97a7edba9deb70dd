"""Fields that Python joins are, letter for letter, those that Django's templates render."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from yinuo.pages.frame.form_renderer import QuickForms

ODD = "<b>\"'&\n第二行"


class Every(forms.Form):
    """A field of each kind that our pages use."""

    use_required_attribute = False
    text = forms.CharField(widget=forms.TextInput(attrs={"data-faults": "", "autofocus": True}))
    number = forms.IntegerField(min_value=0, max_value=99)
    email = forms.EmailField(max_length=40)
    hidden = forms.CharField(widget=forms.HiddenInput)
    secret = forms.CharField(widget=forms.PasswordInput(attrs={"hidden": False}))
    tick = forms.BooleanField()
    file = forms.FileField(widget=forms.FileInput(attrs={"accept": "image/*"}))
    area = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))
    pick = forms.ChoiceField(choices=[("", "—"), ("一组", [("a", "<甲>")]), ("b", "乙")])


@pytest.mark.parametrize("name", list(Every.base_fields))
@pytest.mark.parametrize("data", [None, dict.fromkeys(Every.base_fields, ODD), {"tick": "on"}])
def test_a_field_is_rendered_as_django_renders_it(name: str, data: dict[str, str] | None) -> None:
    ours = str(Every(data, renderer=QuickForms())[name])
    theirs = str(Every(data, renderer=DjangoTemplates())[name])
    assert "".join(ours.split()) == "".join(theirs.split())
    assert "<b>" not in ours
