"""A repair on two phones, by real clicks at 390 px: promised and kept, promised and broken.

Nothing is done behind the pages but the passing of time: watch and worker run between the clicks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import kinds
from yinuo.case.facts import CaseState
from yinuo.cli import main
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, get_credit_fen, list_promises, list_remedies

from .customer import (
    customer_accepts,
    customer_confirms,
    customer_downloads,
    customer_is_promised,
    customer_reports,
)
from .phones import MINUTE, Story
from .technician import (
    technician_comes,
    technician_ends,
    technician_finds,
    technician_quotes,
    technician_tests,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_repair_is_promised_and_kept(story: Story, tmp_path: Path) -> None:
    customer_reports(story, "SF-03")
    customer_is_promised(story)
    technician_comes(story)
    assert story.state() is PromiseState.KEPT
    story.technician.tap("客户已看过价目表")
    story.technician.tap("有成年人在场")
    pass_ownership(story)
    technician_finds(story, "锁栓卡住")
    technician_quotes(story, "调整、清洁门栓", "门栓组件")
    customer_accepts(story, "¥228")
    story.technician.tap("开始作业")
    fits_a_part(story)
    technician_tests(story)
    story.technician.pick("已给客户看过，留给客户")
    story.technician.tap("记下")
    technician_ends(story)
    customer_confirms(story, "228")

    case = story.case
    assert case.state is CaseState.DONE
    assert {promise.state for promise in list_promises(case.id)} == {PromiseState.KEPT}
    assert get_credit_fen(case.customer_id) == 0
    file, key = customer_downloads(story, tmp_path)
    assert main(["receipt", "verify", str(file), "--key", key]) == 0
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    assert main(["receipt", "verify", str(file), "--key", key]) == 1


def pass_ownership(story: Story) -> None:
    """A repair of an open safe asks for no proof, only for the technician's word that none is missing."""
    story.technician.tap("证明齐了，继续")


def fits_a_part(story: Story) -> None:
    phone = story.technician
    phone.unfold("换上的配件")
    phone.page.get_by_label("配件（客户已接受的）").select_option("P-BOLT")
    phone.fill("新件编号", "SN-0001")
    phone.fill("旧件坏在哪里", "齿轮断齿，请客户看过")
    phone.pick("拆封前给客户看过包装")
    phone.tap("记下这个配件")


def test_a_repair_that_nobody_comes_to_breaks_and_is_paid_for_once(story: Story) -> None:
    customer_reports(story, "SF-03")
    customer_is_promised(story)
    promise = find_promise(story.case.id, PromiseKind.ARRIVE)
    assert promise is not None
    story.day.pass_to(promise.due_at - MINUTE)
    story.customer.page.reload()
    story.customer.is_silent_about("没有守约")
    assert get_credit_fen(story.case.customer_id) == 0
    story.day.pass_to(promise.due_at + 2 * MINUTE)
    story.customer.page.reload()
    story.customer.says("没有守约，是我们的错")
    story.customer.says("¥20 已自动记入您的账户，不用申请")
    story.wait(90)
    story.customer.page.reload()
    story.customer.says("您账户里有 ¥20")
    assert [remedy.fen for remedy in list_remedies(story.case.id)] == [2000]
    assert kinds(story.case).count("promise.broken") == 1
    kept = find_promise(story.case.id, PromiseKind.ARRIVE)
    assert kept is not None
    assert kept.verdict_at == promise.due_at
