"""Cards to pick from: the form's choices, with what was picked kept."""

from __future__ import annotations

from django import forms

from yinuo.pages.frame.picks import picks_of


class FaultForm(forms.Form):
    fault = forms.ChoiceField(
        choices=[("", "---"), ("keypad", "按键没反应"), ("other", "说不清楚")],
        widget=forms.RadioSelect,
    )


def test_cards_carry_icon_and_hint_and_leave_out_the_empty_choice() -> None:
    picks = picks_of(FaultForm()["fault"], icons={"keypad": "keypad"}, hints={"other": "师傅会看"})
    assert [(p.value, p.label, p.icon, p.hint, p.is_checked) for p in picks] == [
        ("keypad", "按键没反应", "keypad", "", False),
        ("other", "说不清楚", "", "师傅会看", False),
    ]


def test_the_picked_card_stays_picked_when_the_form_comes_back() -> None:
    form = FaultForm({"fault": "other"})
    assert [p.value for p in picks_of(form["fault"]) if p.is_checked] == ["other"]


def test_the_first_card_has_the_id_that_the_error_summary_leads_to() -> None:
    first = picks_of(FaultForm({})["fault"])[0]
    assert first.id == f"{FaultForm()['fault'].auto_id}_0"
