"""What is typed on a technician's screen: taken once, kept when refused, and never more than is needed."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.pages.crew import Phone, text
from tests.pages.technician.steps import FOUND
from tests.work.visit.walk import begin, on_site
from tests.world import (
    UNLOCK,
    kinds,
)
from yinuo.case.facts import ProofKind
from yinuo.case.reads import list_proofs
from yinuo.pages.technician.tasks import TASKS, TaskForm
from yinuo.work.visit import reads

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_proof_that_may_stand_for_two_items_has_its_own_fields_under_each() -> None:
    phone = Phone(on_site(UNLOCK))
    phone.do("price-list")
    phone.do("adult")
    ids = re.findall(r' id="([^"]+)"', phone.look())
    assert len(ids) == len(set(ids))
    answer = phone.send("proof", kind="guarantor", document="id_card", party_name="担保人")
    assert answer.status_code == 400
    screen = answer.content.decode()
    assert screen.count('value="担保人"') == 1
    assert "请填证件号最后四位" in screen
    assert list_proofs(phone.walk.case.id) == ()
    assert phone.send("proof", kind="nonsense").status_code == 400


def test_a_proof_keeps_four_characters_and_never_a_whole_number() -> None:
    """ID-03."""
    phone = Phone(on_site(UNLOCK))
    phone.do("price-list")
    phone.do("adult")
    whole = {"kind": "identity", "document": "id_card", "name_matches": "yes"}
    assert phone.send("proof", **whole, last4="370100199001010000").status_code == 400
    assert list_proofs(phone.walk.case.id) == ()
    phone.do("proof", **whole, last4="000x")
    assert [seen.kind for seen in list_proofs(phone.walk.case.id)] == [ProofKind.IDENTITY]


def test_a_step_sent_twice_counts_once() -> None:
    phone = Phone(begin())
    key = str(uuid.uuid4())
    assert phone.send("leave", key).status_code == 302
    assert phone.send("leave", key).status_code == 302
    assert kinds(phone.walk.case, "visit.travel") == ["visit.travel.started"]
    phone = Phone(phone.walk.arrive(), phone.client)
    key = str(uuid.uuid4())
    assert phone.send("price-list", key).status_code == 302
    assert phone.send("price-list", key).status_code == 302
    again = phone.send("price-list")
    assert again.status_code == 409
    assert "这一步已经记过了" in text(again)
    assert kinds(phone.walk.case, "visit.pricelist") == ["visit.pricelist.shown"]


def test_the_same_key_with_other_words_changes_nothing() -> None:
    phone = Phone(on_site())
    for task in ("price-list", "adult", "ownership"):
        if task != "ownership" or "/ownership/" in phone.look():
            phone.do(task)
    key = str(uuid.uuid4())
    assert phone.send("diagnosis", key, **FOUND).status_code == 302
    answer = phone.send("diagnosis", key, **(FOUND | {"cause": "别的"}))
    assert answer.status_code == 409
    assert len(kinds(phone.walk.case, "visit.diagnosis")) == 1


def test_a_refused_form_keeps_what_was_typed() -> None:
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    answer = phone.send("diagnosis", symptom="按键没有反应", cause="", proof="电压只有 3.1 伏")
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "按键没有反应" in said
    assert "电压只有 3.1 伏" in said
    assert "请填写这一项" in said
    assert "10000" in text(phone.send("diagnosis", **(FOUND | {"cause": "长" * 10_000})))


def test_a_customers_code_in_a_diagnosis_is_masked() -> None:
    """IN-11."""
    phone = Phone(on_site())
    phone.do("price-list")
    phone.do("adult")
    if "/ownership/" in phone.look():
        phone.do("ownership")
    phone.do("diagnosis", **(FOUND | {"cause": "客户说密码是 482913"}))
    steps = {step.step: step.body for step in reads.list_steps(phone.visit_id)}
    assert "482913" not in str(steps)


def test_every_task_does_something_of_its_own() -> None:
    assert len(TASKS) > 20
    assert [name for name, task in TASKS.items() if task.act is TaskForm.act] == []
    assert {name for name, task in TASKS.items() if task.name == name} == set(TASKS)
