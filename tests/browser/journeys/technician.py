"""What the technician does on his, from the login to the paid bill."""

from __future__ import annotations

import re

from tests.browser.app import TICKS, sign
from tests.pages.crew import PASSWORD, staff
from tests.world import IMPORT, NOW
from yinuo.outlet.actions import give_login
from yinuo.people.facts import StaffRole
from yinuo.store.perform import perform
from yinuo.work.visit import reads

from .customer import code_on
from .phones import Story


def technician_comes(story: Story) -> None:
    """Log in, set out, knock; the customer reads the code aloud."""
    phone = story.technician
    visit = reads.find_visit_of_case(story.case.id)
    assert visit is not None
    facts = staff(StaffRole.TECHNICIAN, "shifu")
    perform(
        give_login,
        actor=IMPORT,
        now=NOW,
        technician_id=visit.technician_id,
        staff_id=facts.id,
    )
    phone.open("/t/")
    phone.fill("用户名", "shifu")
    phone.fill("密码", PASSWORD)
    phone.tap("登录")
    phone.follow("打开")
    phone.is_silent_about("19900000001")
    phone.tap("我出发了")
    story.wait(6)
    phone.tap("我在门口，已敲门")
    story.wait()
    story.customer.page.reload()
    story.customer.says("师傅说他已在门口")
    phone.fill("到达码", code_on(story.customer))
    phone.tap("核对到达码")
    phone.says("先出示价目表")
    story.wait()


def technician_finds(story: Story, cause: str) -> None:
    phone = story.technician
    phone.fill("现象", "把手转不动")
    phone.fill("原因", cause)
    phone.fill("凭什么这样判断", "手感与读数已请客户看过")
    phone.tap("记下检查结果")


def technician_quotes(story: Story, *lines: str) -> None:
    phone = story.technician
    for line in lines:
        row = phone.page.get_by_label(re.compile(f"^{line}")).first
        row.locator("xpath=ancestor::details[1]").evaluate("group => { group.open = true }")
        row.fill("1")
    phone.tap("发给客户决定")
    phone.says("等客户决定")


def technician_tests(story: Story) -> None:
    phone = story.technician
    phone.pick("检查时门是开着的")
    for box in phone.page.locator("input[name=passed]").all():
        box.check()
    visit = reads.find_visit_of_case(story.case.id)
    assert visit is not None
    phone.fill("现在装着几把锁", str(reads.get_tests(visit.id).locks))
    phone.tap("全部通过")


def technician_ends(story: Story) -> None:
    """Hands over, shows the bill, is paid and leaves."""
    phone = story.technician
    phone.fill("做了什么", "更换锁栓并校正")
    phone.fill("提醒客户", "不要用力摔门")
    for tick in TICKS:
        phone.pick(tick)
    for who in phone.page.locator("[data-sign] legend").all_inner_texts():
        sign(phone.page, who)
    phone.tap("交付完毕")
    phone.tap("客户已看过账单")
    phone.pick("公司收款码")
    phone.tap("已收到这个数")
    phone.tap("完成上门")
    phone.says("上门完成了")
