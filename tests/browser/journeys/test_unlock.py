"""An unlock on two phones, by real clicks at 390 px: nothing is opened before its proofs were seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.world import kinds
from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case, list_proofs
from yinuo.work.visit import reads
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.models import OpeningForm

from .customer import customer_accepts, customer_is_promised, customer_reports
from .phones import Story
from .technician import (
    technician_comes,
    technician_ends,
    technician_finds,
    technician_quotes,
    technician_tests,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_unlock_waits_for_its_proofs(story: Story) -> None:
    """ID-03, ID-04, ID-15, ID-16, ID-20."""
    customer_reports(story, "SF-27")
    answer_what_is_asked(story)
    customer_is_promised(story)
    story.customer.says("开锁前请备好")
    technician_comes(story)
    story.technician.tap("客户已看过价目表")
    story.technician.tap("有成年人在场")
    story.technician.says("核对所有权证明")
    expect(story.technician.button("开始作业")).to_have_count(0)
    proves(story)
    story.technician.tap("证明齐了，继续")
    technician_finds(story, "电磁铁烧了")
    technician_quotes(story, "开箱，不损坏")
    customer_accepts(story, total_of(story))
    story.technician.tap("开始作业")
    opens(story)
    technician_tests(story)
    technician_ends(story)
    visit = reads.find_visit_of_case(story.case.id)
    assert visit is not None
    assert visit.state is VisitState.FINISHED
    assert OpeningForm.objects.filter(visit_id=visit.id).exists()
    told = kinds(story.case)
    assert told.index("case.proof.recorded") < told.index("visit.ownership.checked")
    assert told.index("visit.ownership.checked") < told.index("visit.work.started")
    assert get_case(story.case.id).state is CaseState.WAITING_FOR_CUSTOMER
    assert len(list_proofs(story.case.id)) >= 2


def answer_what_is_asked(story: Story) -> None:
    phone = story.customer
    phone.says("再问一句")
    phone.pick("我自己的")
    phone.tap("发送报修")


def proves(story: Story) -> None:
    """Each proof as the screen asks for it; nothing of a document but its last four signs is written down."""
    phone = story.technician
    while phone.button("已看过，记下").count():
        form = phone.page.locator("details[open] form", has=phone.button("已看过，记下")).first
        form.get_by_role("radio").first.check()
        form.get_by_label("一致", exact=True).check()
        for name, text in (
            ("last4", "000X"),
            ("party_name", "值班员"),
            ("party_contact", "000000"),
        ):
            field = form.locator(f"input[name={name}]")
            if field.count():
                field.fill(text)
        with phone.page.expect_navigation():
            form.get_by_role("button", name="已看过，记下").click()


def total_of(story: Story) -> str:
    visit = reads.find_visit_of_case(story.case.id)
    assert visit is not None
    quote = reads.find_quote(visit.id)
    assert quote is not None
    return f"¥{quote.total_fen // 100}"


def opens(story: Story) -> None:
    """The owner stands by, then sets a new code alone; no field takes it."""
    phone = story.technician
    phone.pick("厂家恢复流程")
    phone.pick("打开时客户本人在场")
    phone.pick("客户说东西都在")
    phone.tap("已经打开")
    if phone.button("客户设好并试过了").count():
        phone.pick("新密码由客户自己设置，我没有看")
        phone.tap("客户设好并试过了")
