"""The tickets that let a browser listen: signed, short-lived, naming no person, and opening no page.

A case's page listens to its case; a board listens to all cases of a part of the company, and to where its
technicians are.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from yinuo.people.facts import Scope, ScopeKind

_SALT = "yinuo.stream"
_BOARD_SALT = "yinuo.stream.board"
GOOD_FOR_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class BoardTicket:
    """What a board hears of. `zones` are dispatch zones, empty for all of the scope's."""

    scope: Scope = Scope()  # noqa: RUF009 - frozen, no state
    zones: tuple[str, ...] = ()

    def hears_case(self, region: str) -> bool:
        """Whether a change in this zone concerns the board; one without a zone concerns every board.

        A word too many costs a look, and tells nothing: it names a case by an id that opens no page.
        """
        if not region:
            return True
        if self.zones:
            return region in self.zones
        if self.scope.kind is not ScopeKind.REGION:
            return True
        short = region.rstrip("0")
        return any(region.startswith(code) or code.startswith(short) for code in self.scope.codes)

    def hears_move(self, region: str, outlet_code: str) -> bool:
        """Whether the board may know where a technician of this outlet is."""
        if self.zones and region not in self.zones:
            return False
        match self.scope.kind:
            case ScopeKind.COMPANY:
                return True
            case ScopeKind.REGION:
                return region.startswith(self.scope.codes)
            case ScopeKind.OUTLET:
                return outlet_code in self.scope.codes


def issue_ticket(case_id: UUID) -> str:
    """A ticket for this case; pages hand a new one out at every look."""
    return signing.TimestampSigner(salt=_SALT).sign(str(case_id))


def issue_board_ticket(ticket: BoardTicket) -> str:
    """A ticket for a board; it hands a new one out at every look."""
    value = [ticket.scope.kind.value, list(ticket.scope.codes), list(ticket.zones)]
    return signing.dumps(value, salt=_BOARD_SALT)


def read_ticket(ticket: str) -> UUID | BoardTicket | None:
    """The case or the board that the ticket is for; None if it is forged or older than fifteen minutes."""
    return _read_case(ticket) or _read_board(ticket)


def _read_case(ticket: str) -> UUID | None:
    try:
        return UUID(signing.TimestampSigner(salt=_SALT).unsign(ticket, max_age=GOOD_FOR_SECONDS))
    except (signing.BadSignature, ValueError):
        return None


def _read_board(ticket: str) -> BoardTicket | None:
    try:
        kind, codes, zones = signing.loads(ticket, salt=_BOARD_SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return None
    return BoardTicket(Scope(ScopeKind(kind), tuple(codes)), tuple(zones))
