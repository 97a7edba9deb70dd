"""Under /en/ pages speak English: the only Chinese left is a name, an address or words somebody typed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import pytest
from django.test import Client

from tests.pages.asker import TYPED, Asker, holder_of
from tests.pages.crew import Phone, enter, staff
from tests.work.visit.walk import DRILL, Walk
from tests.work.visit.walk import begin as begin_visit
from tests.world import HOME, NOW, REPORT, UNLOCK, WATCH, found_company
from yinuo.case.actions import dispute_case
from yinuo.case.facts import DisputeAbout
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import judge_promise
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.facts import Step, VisitState

pytestmark = pytest.mark.django_db(transaction=True)
HAN = re.compile(r"[\u3400-\u9fff][\u3000-\u303f\uff00-\uffef\u3400-\u9fff]*")
SWITCH = "中文"
MAKER = re.compile(
    r"(?:<small>| · )安诺 "
)  # as the company wrote it in its price list, before a part's number
OPENING = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))
WALKED = (
    "把手转不动",
    "锁栓卡住",
    "手感与读数已请客户看过",
    "润滑并校正锁栓",
    "不要用力摔门",
    "还是打不开",
    "示-P-370100",  # the permit of the outlet, as it is printed on it
)
PUBLIC = (
    "",
    "report/",
    "plans/",
    "genuine/",
    "tariff/",
    "outlets/",
    "record-key/",
    "privacy/",
    "find/",
    "login/",
)


def chinese_on(page: str, own: Iterable[str]) -> list[str]:
    """The runs of Chinese on a page, attributes included, but for the language switch and data of its own."""
    left = MAKER.sub("", html.unescape(page))
    for known in sorted({SWITCH, *own}, key=len, reverse=True):
        left = left.replace(known, "")
    return HAN.findall(left)


def typed_on(walk: Walk) -> tuple[str, ...]:
    """What people typed, and the badge word: Chinese in every language. A technician has an English name."""
    sign = reads.get_arrival_signs(walk.visit_id).badge_word
    spoken = (walk.case.words or "", *WALKED, DRILL.damage, DRILL.protection_left)
    return tuple(filter(None, (REPORT.address, REPORT.name, sign, *sign, *spoken)))


def customer_pages(walk: Walk, *pages: str) -> None:
    """Look through the case's page and others of its customer as they are now."""
    asker = holder_of(walk.case, walk.now)
    for page in ("", "now/", *pages):
        part = asker.client.get(f"/en/case/{walk.case.id}/{page}")
        assert part.status_code == 200, (page, part.status_code)
        assert chinese_on(part.content.decode(), typed_on(walk)) == [], page


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_english(path: str) -> None:
    found_company()
    client = Client()
    clock.move(NOW)
    answer = client.get(f"/en/{path}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en"' in page
    assert chinese_on(page, ()) == []


@pytest.mark.parametrize("path", ["", "tariff/", "privacy/", "login/", "nothing/"])
def test_it_is_english_before_a_company_is_loaded(path: str) -> None:
    assert chinese_on(Client().get(f"/en/{path}").content.decode(), ()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "1", "name": "", "address": "", "email": "x", "fault": ""},
        {"phone": "", "name": "x" * 500, "words": "x" * 3_000, "serial": "!!"},
        {"address": "Nowhere 1"},
        {"address": "西藏自治区拉萨市城关区示范路 1 号"},
        {"address": "济南市市中区和济南市历下区示范路 8 号"},
        {"fault": "", "other_fault": "SF-27", "door": "", "owner": "", "asked": ""},
        {"preview": "1"},
    ],
)
def test_what_a_report_is_answered_is_english(changes: dict[str, str]) -> None:
    found_company()
    asker = Asker()
    answer = asker.client.post("/en/report/", {**TYPED, "key": "k", **changes})
    assert answer.status_code in {200, 400}
    typed = {**TYPED, **changes}
    places = ("拉萨市", "历下区", "市中区", "济南市", "山东省")
    assert chinese_on(answer.content.decode(), (typed["address"], typed["name"], *places)) == []


def test_the_code_of_a_lost_link_is_asked_for_in_english() -> None:
    found_company()
    client = Client()
    for sent in (
        {"contact": ""},
        {"contact": "19900000001"},
        {"contact": "19900000001", "code": "1"},
    ):
        page = client.post("/en/find/", {"key": "k", **sent}).content.decode()
        assert chinese_on(page, ()) == []


def test_a_case_is_english_from_its_promise_to_its_receipt() -> None:
    walk = begin_visit(UNLOCK, lines=OPENING, destructive=DRILL)
    customer_pages(walk, "cancel/", "dispute/", "receipt/")
    walk.act(visit.start_travel)
    walk.act(visit.knock, point=HOME, photo=None)
    customer_pages(walk)
    walk.code()
    walk.to(Step.QUOTE).propose(*OPENING, destructive=DRILL)
    customer_pages(walk, "quote/")
    walk.to(Step.DESTRUCTIVE)
    customer_pages(walk, "quote/")
    walk.finish()
    customer_pages(walk, "quote/", "receipt/")
    walk.say(visit.customer_confirms_price, paid_fen=99_900)
    walk.say(dispute_case, about=DisputeAbout.WORK, words="还是打不开")
    customer_pages(walk, "receipt/")


def test_a_broken_promise_and_its_remedy_are_told_in_english() -> None:
    walk = begin_visit()
    made = find_promise(walk.case.id, PromiseKind.ARRIVE)
    assert made is not None
    walk.now = made.due_at
    perform(judge_promise, actor=WATCH, now=walk.now, promise_id=made.id)
    customer_pages(walk, "receipt/")


def test_a_technician_works_in_english() -> None:
    walk = begin_visit(UNLOCK, lines=OPENING)
    phone = Phone(walk)
    turns = 0
    while True:
        for path in ("/en/t/", f"/en{phone.path}"):
            page = phone.client.get(path).content.decode()
            assert '<html lang="en"' in page, path
            assert chinese_on(page, typed_on(walk)) == [], path
        turn = reads.get_next_step(walk.visit_id)
        if phone.state is VisitState.PLANNED:
            walk.arrive()
        elif turn is None:
            break
        else:
            walk.do(turn)
        turns += 1
    assert turns > 10


def test_the_companys_pages_are_english() -> None:
    walk = begin_visit(UNLOCK, lines=OPENING).arrive().finish()
    client = enter(staff(StaffRole.MANAGER))
    clock.move(walk.now)
    for path in ("", f"case/{walk.case.id}/", "figures/"):
        page = client.get(f"/en/company/{path}").content.decode()
        assert '<html lang="en"' in page, path
        assert chinese_on(page, (*typed_on(walk), "测试员工")) == [], path
