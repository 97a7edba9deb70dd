"""The link of a notice opens one case; a lost one is recovered, and nobody learns who is a customer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.pages.asker import Asker, begin, holder_of
from tests.pages.crew import text
from tests.world import NOW, WEB, after, customer_of, found_company, open_case
from yinuo.intake.actions import renew_link
from yinuo.notice.models import Notice
from yinuo.people.actions import issue_link, revoke_links
from yinuo.people.models import Link, RecoveryCode
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def sent_code() -> str:
    """The code in the newest recovery letter."""
    letter = Notice.objects.filter(template="recovery.code").order_by("-id").first()
    assert letter is not None
    return str(letter.params["code"])


def test_a_link_opens_its_case_and_the_token_leaves_the_address() -> None:
    case = open_case(found_company())
    asker = Asker()
    answer = asker.open(case)
    assert answer.status_code == 302
    assert answer["Location"] == f"/case/{case.id}/"
    assert answer["Cache-Control"].startswith("max-age=0")
    assert case.number in asker.look(case)


def test_a_link_opens_no_other_case() -> None:
    company = found_company()
    mine = open_case(company)
    other = open_case(company, phone="19900000002", address="济南市市中区示范路 9 号")
    asker = holder_of(mine)
    for page in ("", "now/", "quote/", "receipt/", "receipt.json", "cancel/", "dispute/"):
        answer = asker.client.get(f"/case/{other.id}/{page}")
        assert answer.status_code == 404, page
        assert other.number not in text(answer)
    assert asker.tap(other, "here").status_code == 404


def test_opening_a_link_gives_the_browser_a_new_session() -> None:
    case = open_case(found_company())
    asker = Asker()
    asker.client.get("/find/")
    asker.client.session["planted"] = "1"
    before = asker.client.session.session_key
    asker.open(case)
    assert asker.client.session.session_key != before


def test_an_unknown_link_says_so_and_how_to_recover() -> None:
    found_company()
    answer = Asker().client.get("/c/none-of-ours")
    assert answer.status_code == 404
    assert "这个链接打不开" in text(answer)
    assert 'href="/find/"' in answer.content.decode()


def test_an_expired_link_says_that_the_case_is_still_there() -> None:
    case = open_case(found_company())
    link = perform(issue_link, actor=WEB, now=NOW, customer_id=case.customer_id, case_id=case.id)
    answer = Asker(now=NOW + timedelta(days=31)).client.get(f"/c/{link.token}")
    assert answer.status_code == 410
    assert "已过有效期" in text(answer)
    assert 'href="/find/"' in answer.content.decode()


def test_a_link_that_was_called_back_opens_nothing() -> None:
    case = open_case(found_company())
    link = perform(issue_link, actor=WEB, now=NOW, customer_id=case.customer_id, case_id=case.id)
    perform(revoke_links, actor=WEB, now=NOW, customer_id=case.customer_id, case_id=case.id)
    assert Asker().client.get(f"/c/{link.token}").status_code == 404


def test_renewing_says_what_it_does_and_shows_the_new_link_once_it_did() -> None:
    asker = begin()
    case = asker.report()
    assert "让旧链接失效" in asker.look(case)
    assert "只有这台设备还能看" in asker.look(case, "link/")
    sent = {"key": "k"}
    shown = [asker.client.post(f"/case/{case.id}/link/", sent) for _ in "ab"]
    assert [answer.status_code for answer in shown] == [200, 200]
    found = {path for answer in shown for path in re.findall(r"/c/[\w-]+", answer.content.decode())}
    assert len(found) == 1  # a double tap makes one link
    assert Asker(now=after(1)).client.get(found.pop()).status_code == 302
    assert asker.client.get(f"/case/{case.id}/").status_code == 200


def test_renewing_shuts_every_other_browser_out_also_one_that_is_in() -> None:
    case = open_case(found_company())
    other, mine = holder_of(case), holder_of(case, after(1))
    assert other.client.get(f"/case/{case.id}/").status_code == 200
    clock.move(after(2))
    assert mine.client.post(f"/case/{case.id}/link/", {"key": "k"}).status_code == 200
    for page in ("", "now/", "receipt/", "receipt.json"):
        assert other.client.get(f"/case/{case.id}/{page}").status_code == 404, page
    assert case.number not in text(other.client.get("/find/"))
    assert mine.client.get(f"/case/{case.id}/").status_code == 200


@pytest.mark.parametrize("are_left", [True, False])
def test_renewing_shuts_out_also_when_every_link_has_expired_or_is_gone(are_left: bool) -> None:
    case = open_case(found_company())
    other = holder_of(case)
    if are_left:
        Link.objects.update(issued_at=NOW - timedelta(days=30), expires_at=after(1))
    else:
        Link.objects.all().delete()
    perform(renew_link, actor=customer_of(case), now=after(2), case_id=case.id)
    Link.objects.filter(expires_at__lte=after(2)).delete()  # as the purge does in time
    clock.move(after(3))
    assert other.client.get(f"/case/{case.id}/").status_code == 404


def test_a_session_that_an_earlier_version_began_opens_nothing_and_is_no_error() -> None:
    case = open_case(found_company())
    asker = Asker(now=after(1))
    asker.client.get("/find/")
    session = asker.client.session
    session["cases"] = [str(case.id)]  # before, a list
    session.save()
    asker.client.cookies["sessionid"] = session.session_key or ""
    assert asker.client.get(f"/case/{case.id}/").status_code == 404
    asker.open(case)
    assert asker.client.get(f"/case/{case.id}/").status_code == 200


def test_who_asks_for_a_code_reads_the_same_whether_or_not_the_contact_is_known() -> None:
    open_case(found_company())
    said = []
    for contact in ("19900000001", "19900000099", "customer@example.org", "no-contact-at-all"):
        answer = Asker(now=after(5)).client.post("/find/", {"contact": contact, "key": contact})
        said.append(text(answer).replace(contact, ""))
        assert answer.status_code == 200
    assert len(set(said)) == 1
    assert RecoveryCode.objects.count() == 2  # by phone and by e-mail, each to the same e-mail


def test_a_code_recovers_the_case_in_another_browser() -> None:
    case = open_case(found_company())
    asker = Asker(now=after(1))
    asker.client.post("/find/", {"contact": "199 0000 0001", "key": "a"})
    answer = asker.client.post(
        "/find/", {"contact": "19900000001", "code": f" {sent_code()} ", "key": "b"}, follow=True
    )
    assert case.number in text(answer)
    assert asker.client.get(f"/case/{case.id}/").status_code == 200


def test_a_code_works_once() -> None:
    open_case(found_company())
    first, second = Asker(now=after(1)), Asker(now=after(1))
    first.client.post("/find/", {"contact": "19900000001", "key": "a"})
    used = {"contact": "19900000001", "code": sent_code()}
    assert first.client.post("/find/", used | {"key": "b"}).status_code == 302
    answer = second.client.post("/find/", used | {"key": "c"})
    assert answer.status_code == 200
    assert "验证码不对，或者已经过期" in text(answer)


def test_a_wrong_code_is_told_and_the_fifth_ends_them_all() -> None:
    case = open_case(found_company())
    asker = Asker(now=after(1))
    asker.client.post("/find/", {"contact": "19900000001", "key": "a"})
    right = sent_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for nth in range(5):
        answer = asker.client.post(
            "/find/", {"contact": "19900000001", "code": wrong, "key": f"w{nth}"}
        )
        assert "验证码不对" in text(answer)
    asker.client.post("/find/", {"contact": "19900000001", "code": right, "key": "r"})
    assert asker.client.get(f"/case/{case.id}/").status_code == 404


def test_a_code_that_is_old_opens_nothing() -> None:
    case = open_case(found_company())
    asker = Asker(now=after(1))
    asker.client.post("/find/", {"contact": "19900000001", "key": "a"})
    clock.move(after(12))
    sent = {"contact": "19900000001", "code": sent_code(), "key": "b"}
    assert "验证码不对" in text(asker.client.post("/find/", sent))
    assert asker.client.get(f"/case/{case.id}/").status_code == 404


def test_a_browser_forgets_its_oldest_cases_and_nobody_elses() -> None:
    asker = begin()
    first = asker.report()
    for nth in range(20):
        asker.report(phone=f"199000001{nth:02d}", address=f"济南市市中区示范路 {100 + nth} 号")
    assert asker.client.get(f"/case/{first.id}/").status_code == 404
    shown = asker.client.get("/find/").content.decode()
    assert len(re.findall(r'href="/case/', shown)) == 20
