"""When a step can't simply go: a refusal, a login that ended, another person, a new deployment, a way out."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from tests.browser.app import kept, settle, tap
from tests.browser.technician.hand import Hand
from tests.pages.crew import PASSWORD, staff
from tests.world import IMPORT, NOW, kinds
from yinuo.outlet.actions import give_login
from yinuo.outlet.reads import list_technicians
from yinuo.people.facts import StaffRole
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.facts import VisitState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# Looks again for ten seconds, until the only shell is the wanted one.
SHELLS = """async wanted => {
  for (let look = 0; ; look++) {
    const shells = (await caches.keys()).filter(name => name.includes('shell'));
    if (look === 200 || shells.length === 1 && shells[0].endsWith(wanted)) return shells;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}"""


def caches(page: Page) -> list[str]:
    """The names of what the phone keeps of screens."""
    found: list[str] = page.evaluate(
        "async () => (await caches.keys()).filter(n => n.includes('kept'))"
    )
    return found


def to_list(hand: Hand) -> None:
    hand.page.goto(f"{hand.site}/t/")
    settle(hand.page)


def test_a_refused_step_waits_for_its_owner_with_the_servers_words_and_the_others_behind_it(
    hand: Hand,
) -> None:
    hand.offline()
    hand.arrive(hand.walk.wrong_code())
    hand.tap("客户已看过价目表")
    hand.offline(is_off=False)
    hand.says("到达码不对，还可以试 4 次")
    expect(hand.bar()).to_contain_text("需要您处理")
    assert hand.states() == ["sent", "sent", "refused", "kept"]
    assert [step["said"] for step in hand.outbox()][:2] == [{}, {}], (
        "not where it was, once it is sent"
    )
    hand.reads_well()
    assert reads.get_visit(hand.visit_id).state is VisitState.AT_DOOR

    hand.fill("到达码", reads.get_arrival_signs(hand.visit_id).arrival_code)
    hand.tap("核对到达码")
    hand.says("确认有成年人在场")
    hand.waits_for_nothing()
    assert kinds(hand.walk.case).count("visit.pricelist.shown") == 1


def test_a_refused_step_can_be_dropped_and_those_behind_it_go_on(hand: Hand) -> None:
    hand.offline()
    hand.tap("我出发了")
    hand.tap("我在门口，已敲门")
    hand.offline(is_off=False)
    hand.waits_for_nothing()
    hand.says("输入客户的到达码")
    hand.fill("到达码", hand.walk.wrong_code())
    hand.tap("核对到达码")
    hand.says("还可以试 4 次")
    with hand.page.expect_navigation():
        hand.page.get_by_role("button", name="丢掉这一步").click()
    settle(hand.page)
    hand.waits_for_nothing()
    assert "refused" not in hand.states()
    assert kinds(hand.walk.case).count("visit.code.wrong") == 1


def test_a_login_that_ended_keeps_the_steps_and_goes_on_after_the_next(hand: Hand) -> None:
    Session.objects.all().delete()
    hand.tap("我出发了")
    expect(hand.bar()).to_contain_text("登录已过期")
    assert hand.states() == ["kept"]
    hand.reads_well()
    hand.page.get_by_role("link", name="重新登录").click()
    hand.page.get_by_label("用户名").wait_for()
    hand.page.get_by_label("用户名").fill("shifu")
    hand.page.get_by_label("密码").fill(PASSWORD)
    hand.page.get_by_role("button", name="登录", exact=True).click()
    hand.waits_for_nothing()
    hand.says("到门口敲门")
    assert reads.get_visit(hand.visit_id).state is VisitState.ON_THE_WAY


def test_another_person_sees_nothing_of_it_and_drops_it_only_by_saying_so(hand: Hand) -> None:
    hand.offline()
    hand.tap("我出发了")
    Session.objects.all().delete()
    other = next(
        one
        for one in list_technicians(hand.walk.case.company_id)
        if one.id != hand.walk.facts.technician_id
    )
    facts = staff(StaffRole.TECHNICIAN, "another")
    perform(give_login, actor=IMPORT, now=NOW, technician_id=other.id, staff_id=facts.id)
    hand.offline(is_off=False)
    hand.page.goto(f"{hand.site}/login/?next=/t/")
    hand.page.get_by_label("用户名").fill("another")
    hand.page.get_by_label("密码").fill(PASSWORD)
    hand.page.get_by_role("button", name="登录", exact=True).click()
    hand.says("还有另一位师傅没有发出的 1 步")
    hand.reads_well()
    assert reads.get_visit(hand.visit_id).state is VisitState.PLANNED
    hand.page.get_by_role("button", name="丢掉这些步骤，换我用").click()
    hand.says("现在没有派给您的单")
    settle(hand.page)
    assert hand.outbox() == []
    assert not [name for name in caches(hand.page) if str(hand.walk.facts.technician_id) in name]


def test_logging_out_empties_what_was_kept_after_a_question_where_steps_are_left(
    hand: Hand,
) -> None:
    assert caches(hand.page)
    hand.page.route("**/t/visit/*/leave/", lambda route: route.abort())
    hand.tap("我出发了")
    hand.page.get_by_role("button", name="退出", exact=True).click()
    question = hand.page.get_by_role("dialog")
    expect(question).to_contain_text("还有 1 步没有送到")
    hand.reads_well()
    question.get_by_role("button", name="先不退出").click()
    assert hand.states() == ["kept"]
    hand.page.get_by_role("button", name="退出", exact=True).click()
    with hand.page.expect_navigation():
        question.get_by_role("button", name="丢掉并退出").click()
    assert caches(hand.page) == []
    assert hand.outbox() == []


def test_a_new_deployment_takes_the_place_of_the_old_shell(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hand.page.evaluate(SHELLS, "")
    assert len(before) == 1
    monkeypatch.setattr("yinuo.pages.technician.phone.version", lambda: "another")
    hand.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    assert hand.page.evaluate(SHELLS, "another") == ["yinuo-technician-shell-another"]


def test_a_visit_that_went_to_somebody_else_leaves_the_phone(hand: Hand) -> None:
    here = "async path => Boolean(await caches.match(path, { ignoreSearch: true }))"
    assert hand.page.evaluate(here, hand.path)
    hand.unfold("去不了")
    hand.pick("车坏了")
    tap(hand.page, "把这一单交回")
    kept(hand.page)
    assert not hand.page.evaluate(here, hand.path)


def test_a_lost_answer_is_asked_for_again_and_nothing_is_done_twice(hand: Hand) -> None:
    lost: list[str] = []

    def swallow(route: Route) -> None:
        """The server has handled it; the answer never comes back."""
        if len(lost) < 2:
            lost.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    hand.page.route("**/t/visit/*/leave/", swallow)
    hand.tap("我出发了")
    hand.waits_for_nothing()
    assert len(lost) == 2
    assert kinds(hand.walk.case).count("visit.travel.started") == 1
