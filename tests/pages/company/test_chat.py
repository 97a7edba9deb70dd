"""The staff's chat groups: a manager adds them, and they hear what concerns their zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.notice.cast import NOON, Postbox, hire, queue
from tests.pages.crew import enter, staff, text
from tests.peers.http_peer import HttpPeer, Reply, Request
from tests.world import found_company
from yinuo.notice.adapters import open_channels
from yinuo.notice.facts import ChannelKind, NoticeState, RecipientKind
from yinuo.notice.models import Notice, Team
from yinuo.notice.reads import list_team_ids, list_teams
from yinuo.notice.sender import deliver_due
from yinuo.people.facts import StaffRole
from yinuo.record.reads import list_events
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)
WARNED: dict[str, Any] = {
    "template": "promise.warned",
    "event": "promise.warned.50",
    "params": {"number": "AN-1001", "share_percent": 50, "kind": "上门"},
}


class Group:
    """A chat service's webhook. `moods` are its next answers, 200 after them."""

    def __init__(self) -> None:
        self.moods: list[int] = []
        self.peer = HttpPeer(self._answer)

    def _answer(self, request: Request) -> Reply:
        return Reply(self.moods.pop(0) if self.moods else 200, {})

    @property
    def url(self) -> str:
        return f"json://127.0.0.1:{self.peer.port}/bot"

    @property
    def said(self) -> list[str]:
        return [request.body.decode("unicode_escape") for request in self.peer.requests]


@pytest.fixture
def group(settings: Settings) -> Iterator[Group]:
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS, settings.EMAIL_HOST = "smtp", "", "here"
    settings.YINUO_PRIVATE_HOSTS = True
    group = Group()
    yield group
    group.peer.stop()


@pytest.fixture
def manager() -> Client:
    found_company()
    clock.move(NOON)
    return enter(staff(StaffRole.MANAGER))


def add(manager: Client, url: str, region: str = "", name: str = "济南群") -> int:
    fields = {"name": name, "region": region, "url": url, "key": name + region}
    return manager.post("/company/chat/", fields).status_code


def send(minutes: float = 0) -> None:
    channels = {**open_channels(), ChannelKind.EMAIL: Postbox()}
    deliver_due(lambda: NOON + timedelta(minutes=minutes), channels=channels)


def told() -> Notice:
    return Notice.objects.get(recipient_kind=RecipientKind.TEAM)


def test_a_group_hears_once_what_all_its_members_are_told(group: Group, manager: Client) -> None:
    assert add(manager, group.url) == 302
    for name in ("one", "two", "three"):
        member = hire(username=name, role=StaffRole.DISPATCHER, email=f"{name}@example.org")
        queue(recipient_staff=member.id, **WARNED)
    send()
    assert told().state == NoticeState.DELIVERED
    (said,) = group.said
    assert "AN-1001" in said
    assert "/company/case/" in said


def test_a_group_reads_nothing_of_a_customer(group: Group, manager: Client) -> None:
    add(manager, group.url)
    queue(recipient_staff=hire(username="d").id, **WARNED)
    send()
    (said,) = group.said
    for personal in ("王", "1990000", "wang@example.org"):
        assert personal not in said


def test_a_group_of_another_zone_hears_nothing(group: Group, manager: Client) -> None:
    add(manager, group.url, "37", "山东")
    add(manager, group.url, "33", "浙江")
    add(manager, group.url, "330100", "杭州")
    names = {team.id: team.name for team in list_teams()}
    assert [names[id] for id in list_team_ids("330100")] == ["浙江", "杭州"]


def test_what_concerns_one_person_is_not_said_to_the_group(group: Group, manager: Client) -> None:
    add(manager, group.url)
    params = {"number": "AN-1001", "due_at": NOON}
    queue(recipient_staff=hire(username="t").id, template="visit.assigned", params=params)
    send()
    assert group.said == []


def test_a_service_that_says_no_is_asked_again(group: Group, manager: Client) -> None:
    add(manager, group.url)
    queue(recipient_staff=hire(username="d").id, **WARNED)
    group.moods = [503]
    send()
    assert (told().state, told().error) == (NoticeState.QUEUED, "chat")
    send(5)
    assert told().state == NoticeState.DELIVERED


def test_a_group_that_is_taken_away_hears_nothing_more_and_its_address_is_gone(
    group: Group, manager: Client
) -> None:
    add(manager, group.url)
    (team,) = list_teams()
    path = f"/company/chat/{team.id}/remove/"
    assert manager.post(path, {"key": "gone"}).status_code == 302
    assert Team.objects.get().url == ""
    assert list_teams() == ()
    kinds = [line.kind for line in list_events("team", team.id)]
    assert kinds == ["notice.team.added", "notice.team.removed"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "mailto://user:pass@example.org",
        "json://127.0.0.1/x",
        "jsons://10.0.0.1/x",
        "jsons://intranet/x",
        "syslog://",
        "dingtalk://",
        "nonsense",
    ],
)
def test_only_chat_services_on_the_public_internet_are_taken(
    manager: Client, settings: Settings, url: str
) -> None:
    settings.YINUO_PRIVATE_HOSTS = False
    answer = manager.post("/company/chat/", {"name": "x", "url": url, "key": "x"})
    assert answer.status_code == 400
    assert "只接受公网" in text(answer)
    assert list_teams() == ()


def test_an_address_is_never_shown_again_and_stands_encrypted(
    group: Group, manager: Client
) -> None:
    add(manager, group.url)
    assert "127.0.0.1" not in manager.get("/company/chat/").content.decode()


def test_only_managers_of_the_whole_company_come_in(group: Group) -> None:
    client = enter(staff(StaffRole.DISPATCHER))
    assert client.get("/company/chat/").status_code == 403
