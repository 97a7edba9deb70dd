"""Asking for a later arrival: the list, what a choice changes, agreeing to it, and being ready sooner."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tests.pages.asker import Asker, begin, holder_of, value_of
from tests.pages.crew import text
from tests.work.visit.walk import begin as begin_visit
from tests.work.visit.walk import on_site
from tests.world import after, kinds
from yinuo.case.facts import CaseFacts
from yinuo.outlet.models import Shift
from yinuo.promise.facts import PromiseFacts, PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.work.dispatch.reads import find_job_of_case

pytestmark = pytest.mark.django_db(transaction=True)


def path(case: CaseFacts) -> str:
    return f"/case/{case.id}/later/"


def offered(asker: Asker, case: CaseFacts) -> list[str]:
    page = asker.client.get(path(case)).content.decode()
    return re.findall(r'name="at" value="([^"]+)"', page)


def agree(asker: Asker, case: CaseFacts, at: str, key: str = "k") -> Any:
    return asker.client.post(path(case), {"at": at, "key": key})


def arrival(case: CaseFacts) -> PromiseFacts:
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    return promise


def test_the_page_leads_to_a_list_of_times_with_what_each_promises() -> None:
    asker = begin()
    case = asker.report()
    assert "晚一点来" in asker.look(case)
    assert "09:00 以后，最迟 09:30 到" in asker.look(case, "later/")
    assert len(offered(asker, case)) > 3


def test_a_choice_shows_what_changes_and_what_stays_and_changes_nothing_yet() -> None:
    asker = begin()
    case = asker.report()
    answer = asker.client.get(path(case), {"at": offered(asker, case)[0]})
    said = text(answer)
    for part in ("这样改，请确认", "09:00 以后，最迟 09:30 到", "照样自动赔 ¥20", "就这样改"):
        assert part in said
    assert value_of(answer, "at") == offered(asker, case)[0]
    assert "promise.paused" not in kinds(case)


def test_agreed_the_page_says_so_in_the_promise_and_in_the_timeline() -> None:
    walk = begin_visit()
    asker = holder_of(walk.case, walk.now)
    assert agree(asker, walk.case, offered(asker, walk.case)[1]).status_code == 302
    said = asker.look(walk.case)
    for part in ("按您的要求， 09:30 以后来", "10:00 前到您家", "我可以了，请现在来", "计时暂停"):
        assert part in said
    assert "赶不到，我们不随口答应" not in said  # the first time could be promised
    assert "改派" not in said
    assert "上门取消" not in said
    assert "自动赔 ¥20" in said


def test_a_double_tap_is_one_pause() -> None:
    asker = begin()
    case = asker.report()
    at = offered(asker, case)[0]
    assert [agree(asker, case, at).status_code for _ in "ab"] == [302, 302]
    assert kinds(case).count("promise.paused") == 1


def test_ready_sooner_is_one_tap_and_shows_the_new_time() -> None:
    asker = begin()
    case = asker.report()
    agree(asker, case, offered(asker, case)[-1])
    clock.move(after(60))
    assert "now" in asker.offers(case)
    assert [asker.tap(case, "now", key="one").status_code for _ in "ab"] == [302, 302]
    assert arrival(case).deadline_at <= after(95)
    assert "now" not in asker.offers(case)
    assert "承诺计时恢复" in asker.look(case)
    assert kinds(case).count("promise.resumed") == 1


def test_a_time_that_is_gone_is_told_with_the_times_there_are() -> None:
    asker = begin()
    case = asker.report()
    first = offered(asker, case)[0]
    clock.move(after(10))
    for at in ("", "whenever", "2026-11-23T01:00Z", "/", first.replace("-23T", "-25T")):
        answer = agree(asker, case, at)
        assert answer.status_code == 409, at
        assert "说不准了" in text(answer)
        assert 'name="at"' in answer.content.decode()
    assert "promise.paused" not in kinds(case)


def test_a_choice_that_is_none_asks_again() -> None:
    asker = begin()
    case = asker.report()
    for typed in ({"look": "1"}, {"look": "1", "at": ""}, {"look": "1", "at": "whenever"}):
        said = text(asker.client.get(path(case), typed))
        assert "还差一点" in said
        assert "就这样改" not in said


def test_where_no_later_time_can_be_kept_none_is_offered() -> None:
    asker = begin()
    case = asker.report()
    Shift.objects.all().delete()
    said = asker.look(case, "later/")
    assert "今天没有说得准的晚些时间" in said
    assert "原来的承诺照旧" in said


def test_once_the_technician_is_there_nothing_is_offered_any_more() -> None:
    walk = on_site()
    asker = holder_of(walk.case, walk.now)
    assert "晚一点来" not in asker.look(walk.case)
    assert asker.client.get(path(walk.case)).status_code == 409
    assert agree(asker, walk.case, "2026-11-23T01:00Z/2026-11-23T01:30Z").status_code == 409


def test_nobody_else_can_ask() -> None:
    asker = begin()
    case = asker.report()
    assert Asker().client.get(path(case)).status_code == 404
    assert agree(Asker(), case, "2026-11-23T01:00Z/2026-11-23T01:30Z").status_code == 404
    job = find_job_of_case(case.id)
    assert job is not None
    assert job.not_before_at is None


def test_the_receipt_says_when_the_clock_stood_still() -> None:
    asker = begin()
    case = asker.report()
    agree(asker, case, offered(asker, case)[0])
    said = asker.look(case, "receipt/")
    assert "经您同意暂停计时" in said
    assert re.search(r"最迟 \S*11\D*23\D* 09:30", said), said


def test_it_speaks_english() -> None:
    asker = begin()
    case = asker.report()
    at = offered(asker, case)[0]
    for page in ("later/", f"later/?at={html.escape(at)}"):
        said = asker.look(case, page, prefix="/en")
        assert not re.search(r"[一-鿿]", said.replace("中文", "")), said
    agree(asker, case, at)
    assert not re.search(r"[一-鿿]", asker.look(case, prefix="/en").replace("中文", ""))
