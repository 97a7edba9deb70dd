"""What a board hears: its own zones' changes, where its own technicians are, and nothing is lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.pages.live.test_stream import Stream, next_event, started
from tests.work.dispatch.hand import pause
from tests.world import NOW, OUTLET, REGION, found_company, open_case
from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.outlet.models import Technician
from yinuo.pages.live.hub import LOOK_ANEW, Hub, Word
from yinuo.pages.live.ticket import BoardTicket, issue_board_ticket, issue_ticket, read_ticket
from yinuo.people.facts import Scope, ScopeKind
from yinuo.record.feed import Feed
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import report_position
from yinuo.work.dispatch.feed import Moves

pytestmark = pytest.mark.django_db(transaction=True)
SHANDONG = Scope(ScopeKind.REGION, ("37",))
SICHUAN = Scope(ScopeKind.REGION, ("51",))
HERE = Scope(ScopeKind.OUTLET, (OUTLET,))


@pytest.fixture(scope="module")
def stream(django_db_setup: None) -> Iterator[Stream]:
    with started() as stream:
        yield stream


class TestTicket:
    """A board's ticket says what it hears of, and can't be forged."""

    def test_it_is_read_as_it_was_issued(self) -> None:
        ticket = BoardTicket(HERE, (REGION,))
        assert read_ticket(issue_board_ticket(ticket)) == ticket

    def test_a_changed_one_and_a_cases_one_are_none_of_a_board(self) -> None:
        good = issue_board_ticket(BoardTicket())
        assert read_ticket(good[:-1]) is None
        assert read_ticket(issue_ticket(UUID(int=7))) == UUID(int=7)

    @pytest.mark.parametrize(
        ("ticket", "region", "hears"),
        [
            (BoardTicket(), REGION, True),
            (BoardTicket(SHANDONG), REGION, True),
            (BoardTicket(SICHUAN), REGION, False),
            (BoardTicket(Scope(ScopeKind.REGION, ("370102",))), REGION, True),
            (BoardTicket(HERE, (REGION,)), REGION, True),
            (BoardTicket(Scope(), ("510100",)), REGION, False),
            (BoardTicket(SICHUAN), "", True),
        ],
    )
    def test_it_hears_of_the_cases_of_its_zones(
        self, ticket: BoardTicket, region: str, *, hears: bool
    ) -> None:
        assert ticket.hears_case(region) is hears

    @pytest.mark.parametrize(
        ("ticket", "hears"),
        [
            (BoardTicket(), True),
            (BoardTicket(SHANDONG), True),
            (BoardTicket(SICHUAN), False),
            (BoardTicket(HERE, (REGION,)), True),
            (BoardTicket(Scope(ScopeKind.OUTLET, ("AN999999",)), (REGION,)), False),
            (BoardTicket(Scope(), ("510100",)), False),
        ],
    )
    def test_it_knows_where_its_own_technicians_are_and_no_others(
        self, ticket: BoardTicket, *, hears: bool
    ) -> None:
        assert ticket.hears_move(REGION, OUTLET) is hears


class TestHeard:
    """Through the stream's own process."""

    def test_changes_and_moves_come_with_what_they_are_about(self, stream: Stream) -> None:
        case = open_case(found_company(crew=2))
        who = Technician.objects.order_by("id")[0].id
        with stream.page(issue_board_ticket(BoardTicket(HERE, (REGION,)))) as board:
            assert next_event(board) == "resync"
            Feed().announce(NOW)
            assert next_event(board) == "changed"
            assert str(case.id) in json.loads(board.readline().removeprefix(b"data: "))
            at = Point(36.66, 117.01)
            technician = Actor.technician(who)
            perform(report_position, actor=technician, now=NOW, technician_id=who, point=at)
            Moves().announce(NOW)
            assert next_event(board) == "moved"
            (move,) = json.loads(board.readline().removeprefix(b"data: "))
            assert move == [str(who), 36.66, 117.01, NOW.timestamp()]

    def test_a_pause_is_heard_by_every_board(self, stream: Stream) -> None:
        found_company(crew=1)
        with stream.page(issue_board_ticket(BoardTicket(SICHUAN))) as board:
            assert next_event(board) == "resync"
            pause(Technician.objects.get().id, starts=0, minutes=0)
            Feed().announce(NOW)
            assert next_event(board) == "changed"

    def test_another_part_of_the_company_hears_nothing(self, stream: Stream) -> None:
        open_case(found_company(crew=2))
        with stream.page(issue_board_ticket(BoardTicket(SICHUAN)), 2.0) as board:
            assert next_event(board) == "resync"
            Feed().announce(NOW)
            with pytest.raises(TimeoutError):
                next_event(board)


def test_a_move_is_announced_once_and_without_a_line() -> None:
    found_company(crew=1)
    who = Technician.objects.get().id
    point = Point(36.66, 117.01)
    moves = Moves()
    technician = Actor.technician(who)
    perform(report_position, actor=technician, now=NOW, technician_id=who, point=point)
    assert [moves.announce(NOW), moves.announce(NOW)] == [1, 0]


def test_a_board_that_reads_too_slowly_is_told_to_look_anew_instead_of_losing_words() -> None:
    async def fill() -> list[Word]:
        hub = Hub({})
        async with hub.listen(BoardTicket()) as queue:
            for number in range(40):
                hub._tell_moves([[REGION, OUTLET, f"technician-{number}", 36.6, 117.0, 1.0]])
            return [queue.get_nowait() for _ in range(queue.qsize())]

    words = asyncio.run(fill())
    assert words[0] == LOOK_ANEW
    assert len(words) <= 16
    assert words[-1].name == "moved"
