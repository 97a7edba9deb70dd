"""The whole story on two phones, by real clicks: the customer's and the technician's, at 390 px.

Nothing is done behind the pages but the passing of time: watch and worker run between the clicks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.pages.crew import PASSWORD, staff
from tests.world import HOME, IMPORT, NOW, found_company, kinds
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.reads import get_case, list_cases, list_proofs
from yinuo.cli import main
from yinuo.outlet.actions import give_login
from yinuo.people.facts import StaffRole
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, get_credit_fen, list_promises, list_remedies
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.facts import VisitState

from .aside import DayAside, a_day_aside

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "山东省济南市市中区示范路 18 号 3 栋 2 单元 501"
MINUTE = timedelta(minutes=1)


class Phone:
    """Somebody's phone: one tab, one thumb."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")
        self.fits()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tap(self, name: str) -> None:
        """A button sends its form and brings the next page."""
        with self.page.expect_navigation():
            self.button(name).click()
        self.fits()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.fits()

    def fits(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 390, self.page.url

    def fill(self, name: str, text: str) -> None:
        self.page.get_by_label(re.compile(f"^{name}")).first.fill(text)

    def pick(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).first.check()

    def unfold(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).click()

    def says(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def is_silent_about(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(text)


class Story:
    """Two phones and the day they share."""

    def __init__(self, base: str, day: DayAside, customer: Page, technician: Page) -> None:
        self.day = day
        self.customer, self.technician = Phone(customer, base), Phone(technician, base)

    @property
    def case(self) -> CaseFacts:
        (case,) = list_cases().cases
        return case

    def wait(self, minutes: float = 1) -> None:
        """Time passes for everybody."""
        self.day.pass_to(self.day.now + minutes * MINUTE)

    def state(self, kind: PromiseKind = PromiseKind.ARRIVE) -> PromiseState:
        promise = find_promise(self.case.id, kind)
        assert promise is not None
        return promise.state


@pytest.fixture
def story(
    page: Page, browser: Browser, browser_context_args: dict[str, object], live_server: LiveServer
) -> Iterator[Story]:
    """A company at eight in the morning, and two phones in its town."""
    found_company()
    other = browser.new_context(**browser_context_args)  # type: ignore[arg-type]
    _stand_at_the_door(other)
    with a_day_aside() as day:
        day.settle()
        yield Story(live_server.url, day, page, other.new_page())
    other.close()


def _stand_at_the_door(context: BrowserContext) -> None:
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": HOME.lat, "longitude": HOME.lng})


# --- what people do ---------------------------------------------------------------------------------


def customer_reports(story: Story, fault: str) -> None:
    """From the home page: what is wrong, where, who; send."""
    phone = story.customer
    phone.open("/")
    phone.page.get_by_role("link", name=re.compile("报修")).first.click()
    phone.page.get_by_label("以上都不是？从全部里选").select_option(fault)
    phone.page.get_by_label("地址", exact=True).fill(ADDRESS)
    phone.page.get_by_label("电话", exact=True).fill("19900000001")
    phone.page.get_by_label("怎么称呼您").fill("测试客户")
    phone.tap("发送报修")


def customer_is_promised(story: Story) -> None:
    story.customer.says("我们承诺，师傅")
    expect(story.customer.page).to_have_url(re.compile(r"/case/[0-9a-f-]{36}/$"))
    assert story.state() is PromiseState.RUNNING
    story.wait()
    story.customer.page.reload()
    story.customer.says("开门前，请核对")


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


def code_on(phone: Phone) -> str:
    """The arrival code as the customer reads it."""
    label = phone.page.locator(".cells:not(.word)").first.inner_text()
    code = "".join(re.findall(r"\d", label))
    assert len(code) == 4
    return code


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


def customer_accepts(story: Story, total: str) -> None:
    """On the customer's own phone; before it nothing starts."""
    phone = story.customer
    phone.page.reload()
    phone.follow("看报价并决定")
    phone.says(total)
    phone.tap(f"接受，最多付 {total}")
    story.technician.follow("看看客户决定了没有")


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
    phone.pick("已演示，并讲清原因、配件和账单")
    phone.tap("交付完毕")
    phone.tap("客户已看过账单")
    phone.pick("公司收款码")
    phone.tap("已收到这个数")
    phone.tap("完成上门")
    phone.says("上门完成了")


def customer_confirms(story: Story, paid: str) -> None:
    phone = story.customer
    story.wait()
    phone.page.reload()
    phone.says("修好了吗？")
    phone.page.get_by_label("金额（元）").fill(paid)
    phone.tap("确认金额")
    phone.tap("修好了")
    story.wait()
    phone.page.reload()
    phone.says("已完成")


def customer_downloads(story: Story, folder: Path) -> tuple[Path, str]:
    """The receipt's file, and the company's key from the page of the key."""
    phone = story.customer
    phone.follow("看凭据")
    with phone.page.expect_download() as download:
        phone.page.get_by_role("link", name="下载凭据文件").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == f"yinuo-{story.case.number}.json"
    phone.open("/record-key/")
    return file, phone.page.locator("pre").first.inner_text().strip()


# --- the stories ------------------------------------------------------------------------------------


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
    assert reads.has_opening_form(visit.id)
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
