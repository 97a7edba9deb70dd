"""What others may ask dispatch: why these technicians, or why nobody."""

from __future__ import annotations

import pytest

from tests.work.dispatch.scene import unpromised
from tests.work.visit.walk import begin
from tests.world import (
    NOW,
    UNLOCK,
    active,
    decide,
    found_company,
    open_case,
)
from yinuo.outlet.models import Credential
from yinuo.store.ids import new_id
from yinuo.work.dispatch.reads import get_explanations
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import StopReason

pytestmark = pytest.mark.django_db(transaction=True)


class TestExplained:
    """PD-10: why this technician, or why nobody."""

    @pytest.mark.parametrize(("language", "words"), [("zh-hans", "师傅"), ("en", "Master")])
    def test_PD_10_the_choice_is_a_sentence_with_names(self, language: str, words: str) -> None:
        case = open_case(found_company())
        decide()
        (sentence,) = get_explanations(case.id, language)
        assert words in sentence
        assert str(active(case)[0].technician_id) not in sentence

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_so_is_an_empty_seat(self, language: str) -> None:
        company = found_company(crew=2)
        Credential.objects.all().delete()
        case = unpromised(company, report=UNLOCK)
        decide()
        (sentence,) = get_explanations(case.id, language)
        assert sentence
        assert "2" in sentence

    def test_it_stays_after_the_visit_was_stopped(self) -> None:
        walk = begin().arrive()
        walk.act(visit.stop_visit, reason=StopReason.DANGER)
        decide(walk.now)
        assert len(get_explanations(walk.case.id, "zh-hans")) == 1

    def test_before_any_job_there_is_nothing_to_explain(self) -> None:
        assert get_explanations(new_id(NOW), "en") == ()
