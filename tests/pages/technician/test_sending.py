"""Steps out of an outbox: taken once and in order however often they come, or refused in words."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.pages.crew import Phone, enter, staff
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import begin, on_site
from tests.world import HOME, body, kinds, lines
from yinuo.people.facts import StaffRole
from yinuo.store import clock
from yinuo.store.models import Outcome
from yinuo.work.dispatch.reads import find_position
from yinuo.work.visit import reads
from yinuo.work.visit.actions import give_photo_consent
from yinuo.work.visit.facts import Step, VisitState

pytestmark = pytest.mark.django_db(transaction=True)
HERE: dict[str, Any] = {"lat": str(HOME.lat), "lng": str(HOME.lng)}


class Outbox:
    """The outbox of one phone for one visit, which numbers its own steps."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.id = str(uuid.uuid4())
        self.seq = 0

    def send(self, task: str, *, seq: int | None = None, key: str = "", **fields: Any) -> Any:
        """Send one step; under the next number and a new key unless others are given."""
        said = {
            "outbox": self.id,
            "seq": str(seq or self.seq + 1),
            "key": key or str(uuid.uuid4()),
            "said_at": clock.now().isoformat(timespec="milliseconds"),
        }
        answer = self.phone.client.post(
            f"{self.phone.path}{task}/", {**fields, **said}, headers={"Accept": "application/json"}
        )
        if answer.json().get("outcome") == "done" and seq is None:
            self.seq += 1
        return answer


@pytest.fixture
def outbox() -> Outbox:
    return Outbox(Phone(begin()))


def test_a_step_is_done_once_however_often_it_comes(outbox: Outbox) -> None:
    key = str(uuid.uuid4())
    first = outbox.send("leave", seq=1, key=key)
    again = outbox.send("leave", seq=1, key=key)
    assert first.json() == again.json() == {"outcome": "done", "next": outbox.phone.path}
    assert kinds(outbox.phone.walk.case).count("visit.travel.started") == 1


def test_after_a_week_in_a_drawer_a_phone_still_does_no_step_twice(outbox: Outbox) -> None:
    key = str(uuid.uuid4())
    wrong = outbox.phone.walk.wrong_code()
    outbox.send("leave")
    refused = outbox.send("code", seq=2, key=key, code=wrong, **HERE)
    assert "还可以试 4 次" in refused.json()["text"]
    Outcome.objects.all().delete()  # what the store's own sweep does after a week
    again = outbox.send("code", seq=2, key=key, code=wrong, **HERE)
    assert again.json()["text"] == refused.json()["text"]
    assert kinds(outbox.phone.walk.case).count("visit.code.wrong") == 1


@pytest.mark.parametrize("seq", [2, 5])
def test_a_gap_is_told_the_number_that_is_expected_and_changes_nothing(
    outbox: Outbox, seq: int
) -> None:
    answer = outbox.send("leave", seq=seq)
    assert answer.status_code == 409
    assert answer.json()["outcome"] == "later"
    assert answer.json()["next_seq"] == 1
    assert outbox.phone.state is VisitState.PLANNED


def test_a_number_is_taken_once(outbox: Outbox) -> None:
    outbox.send("leave")
    answer = outbox.send("knock", seq=1, **HERE)
    assert answer.json()["outcome"] == "later"
    assert answer.json()["next_seq"] == 2
    assert outbox.phone.state is VisitState.ON_THE_WAY


def test_a_refused_step_leaves_its_number_free_and_one_that_left_a_trace_does_not(
    outbox: Outbox,
) -> None:
    early = outbox.send("price-list")
    assert (early.status_code, early.json()["outcome"]) == (409, "refused")
    assert early.json()["next_seq"] == 1
    outbox.send("leave")
    wrong = outbox.send("code", code=outbox.phone.walk.wrong_code(), **HERE)
    assert wrong.json()["outcome"] == "refused"
    assert wrong.json()["next_seq"] == 3


def test_a_field_that_is_wrong_is_named(outbox: Outbox) -> None:
    answer = outbox.send("code", code="12")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["code"]


def test_two_phones_number_their_own_steps(outbox: Outbox) -> None:
    other = Outbox(outbox.phone)
    outbox.send("leave")
    assert other.send("knock", **HERE).json()["outcome"] == "done"
    assert outbox.phone.state is VisitState.AT_DOOR


def test_a_step_that_waited_says_when_it_was_tapped_and_the_record_counts_its_arrival(
    outbox: Outbox,
) -> None:
    tapped = clock.now()
    later = tapped + timedelta(hours=3)
    said = {"said_at": tapped.isoformat(timespec="milliseconds")}
    clock.move(later)
    outbox.phone.client.post(
        f"{outbox.phone.path}leave/",
        {"outbox": outbox.id, "seq": 1, "key": str(uuid.uuid4()), **said},
        headers={"Accept": "application/json"},
    )
    kept = body(outbox.phone.walk.case, "visit.step.kept")
    assert kept["task"] == "leave"
    assert datetime.fromisoformat(str(kept["said_at"])) == tapped.replace(microsecond=0)
    (started,) = lines(outbox.phone.walk.case, "visit.travel.started")
    assert started.at >= later
    assert outbox.phone.visit.on_way_at == started.at


def test_where_a_technician_was_hours_ago_is_kept_with_the_step_and_is_no_position_of_now(
    outbox: Outbox,
) -> None:
    outbox.send("leave")
    technician_id = outbox.phone.walk.facts.technician_id
    before = find_position(technician_id)
    tapped = clock.now()
    clock.move(tapped + timedelta(hours=3))
    said = {"said_at": tapped.isoformat(timespec="milliseconds"), "outbox": outbox.id, "seq": 2}
    outbox.phone.client.post(
        f"{outbox.phone.path}knock/",
        {**HERE, **said, "key": str(uuid.uuid4())},
        headers={"Accept": "application/json"},
    )
    assert find_position(technician_id) == before
    assert body(outbox.phone.walk.case, "visit.knocked")["position"] == "near"


def test_what_helps_only_at_once_is_not_taken_out_of_an_outbox(outbox: Outbox) -> None:
    answer = outbox.send("decline", reason="breakdown")
    assert (answer.status_code, answer.json()["outcome"]) == (400, "refused")
    assert outbox.phone.state is VisitState.PLANNED
    assert outbox.send("leave").json()["outcome"] == "done"


def test_a_phones_own_clock_stands_beside_the_step_and_decides_nothing() -> None:
    outbox = Outbox(Phone(on_site()))
    ahead = (clock.now() + timedelta(days=400)).isoformat(timespec="milliseconds")
    answer = outbox.phone.client.post(
        f"{outbox.phone.path}price-list/",
        {"outbox": outbox.id, "seq": 1, "key": str(uuid.uuid4()), "said_at": ahead},
        headers={"Accept": "application/json"},
    )
    assert answer.json()["outcome"] == "done"
    (step,) = reads.list_steps(outbox.phone.visit_id)
    assert step.step is Step.PRICE_LIST
    assert step.device_at is not None
    assert step.device_at - step.at > timedelta(days=399)


def test_a_photo_that_comes_twice_is_kept_once() -> None:
    walk = on_site()
    walk.say(give_photo_consent, wording="1")
    outbox = Outbox(Phone(walk.to(Step.DIAGNOSIS)))
    key = str(uuid.uuid4())
    for _ in range(2):
        photo = SimpleUploadedFile("photo.jpg", jpeg(), "image/jpeg")
        answer = outbox.send("photo", seq=1, key=key, kind="fault", photo=photo)
        assert answer.json()["outcome"] == "done"
    assert len(reads.list_photos(outbox.phone.visit_id)) == 1


def test_who_is_logged_out_is_told_so_and_nothing_is_lost(outbox: Outbox) -> None:
    outbox.phone.client.logout()
    answer = outbox.send("leave")
    assert (answer.status_code, answer.json()) == (401, {"outcome": "login"})
    session = outbox.phone.client.get("/t/session/", headers={"Accept": "application/json"})
    assert session.status_code == 401


def test_a_visit_that_went_to_somebody_else_is_refused_in_words(outbox: Outbox) -> None:
    outbox.phone.do("decline", reason="breakdown")
    answer = outbox.send("leave")
    assert answer.json()["outcome"] == "refused"
    assert "已改派" in answer.json()["text"]


def test_the_token_of_now_is_given_to_a_page_from_hours_ago(outbox: Outbox) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = outbox.phone.client.cookies
    said = strict.get("/t/session/", headers={"Accept": "application/json"}).json()
    assert said["who"] == str(outbox.phone.visit.technician_id)
    step = {"outbox": outbox.id, "seq": 1, "key": str(uuid.uuid4())}
    path = f"{outbox.phone.path}leave/"
    assert strict.post(path, step, headers={"Accept": "application/json"}).status_code == 403
    taken = strict.post(
        path, step, headers={"Accept": "application/json", "X-CSRFToken": said["csrf"]}
    )
    assert taken.json()["outcome"] == "done"


def test_the_kept_screen_counts_on_from_what_this_phone_has_sent(outbox: Outbox) -> None:
    outbox.send("leave")
    page = outbox.phone.client.get(f"{outbox.phone.path}offline/?outbox={outbox.id}")
    assert '"next_seq": 2' in page.content.decode()
    assert page["X-Yinuo-Keep-For"] == "86400"
    other = outbox.phone.client.get(f"{outbox.phone.path}offline/?outbox={uuid.uuid4()}")
    assert '"next_seq": 1' in other.content.decode()


def test_nothing_is_kept_of_a_visit_that_has_ended(outbox: Outbox) -> None:
    outbox.send("stop", reason="nobody_opens", note="")
    page = outbox.phone.client.get(f"{outbox.phone.path}offline/")
    assert page.status_code == 404


def test_somebody_elses_visit_is_not_kept(outbox: Outbox) -> None:
    other = enter(staff(StaffRole.MANAGER))
    assert other.get(f"{outbox.phone.path}offline/").status_code == 403


def test_the_worker_and_the_manifest_are_there_before_a_login(client: Client) -> None:
    worker = client.get("/t/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Service-Worker-Allowed"] == "/t/"
    assert "no-cache" in worker["Cache-Control"]
    manifest = client.get("/t/app.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["scope"] == "/t/"
    assert client.get("/en/t/app.webmanifest").json()["scope"] == "/en/t/"
