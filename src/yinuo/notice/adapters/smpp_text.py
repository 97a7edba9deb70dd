"""What goes into short_message and what comes out of it: parts of a long text, receipts, answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yinuo.notice.facts import PartState

_UCS2, _DEFAULT = 8, 0
_PLAIN = re.compile(
    r"[A-Za-z0-9 @$\n!\"#%&'()*+,\-./:;<=>?]*"
)  # the same byte in ASCII and in GSM 03.38
_MOST_PARTS = 255
_RECEIPT = re.compile(
    r"\bid:(?P<id>\S+).*?\bstat:(?P<stat>[A-Z]+)(?:.*?\berr:(?P<err>\w+))?", re.DOTALL
)
_STATES = {
    "DELIVRD": PartState.DELIVERED,
    "EXPIRED": PartState.FAILED,
    "DELETED": PartState.FAILED,
    "UNDELIV": PartState.FAILED,
    "REJECTD": PartState.FAILED,
}
_NUMBERS = {2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 8: "REJECTD"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a text, each with its header if there are several, and their data_coding."""

    coding: int
    parts: tuple[bytes, ...]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)


def split_text(text: str, *, reference: int) -> Parts:
    """A text as one message or as parts that the phone joins again (3GPP TS 23.040, 9.2.3.24.1).

    70 characters of UCS-2 fit one message, 67 a part; of plain Latin letters 160 and 153. No character is
    torn in two. `reference` (0 to 255) is the same for all parts, and at each try of the same text: parts
    that got through before are joined with those of the next try.
    """
    if _PLAIN.fullmatch(text):
        coding, chunks = _DEFAULT, _chunks(text, 160, 153, bytes_each=1)
        encoded = [chunk.encode("ascii") for chunk in chunks]
    else:
        coding, chunks = _UCS2, _chunks(text, 70, 67, bytes_each=2)
        encoded = [chunk.encode("utf-16-be") for chunk in chunks]
    if len(encoded) == 1:
        return Parts(coding, (encoded[0],))
    count = len(encoded)
    header = bytes((5, 0, 3, reference, count))
    return Parts(coding, tuple(header + bytes((n,)) + part for n, part in enumerate(encoded, 1)))


def _chunks(text: str, one: int, each: int, *, bytes_each: int) -> list[str]:
    def units(piece: str) -> int:
        return len(piece.encode("utf-16-be")) // 2 if bytes_each == 2 else len(piece)

    if units(text) <= one:
        return [text]
    chunks, piece = [], ""
    for letter in text:
        if units(piece + letter) > each:
            chunks.append(piece)
            piece = ""
        piece += letter
    chunks.append(piece)
    if len(chunks) > _MOST_PARTS:
        raise ValueError(f"a text of {len(chunks)} parts")
    return chunks


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery receipt says: the gateway's number as it stands there, and how it ended."""

    reference: str
    state: PartState
    error: str


def read_receipt(
    text: str, *, receipted_id: str = "", message_state: int | None = None
) -> Told | None:
    """A receipt from its optional parameters where it has them, else from its text (SMPP 3.4, appendix B:
    `id:… stat:…`); None for one that says only that the message is on its way."""
    found = _RECEIPT.search(text)
    reference = receipted_id or (found["id"] if found else "")
    stat = _NUMBERS.get(message_state or 0) or (found["stat"] if found else "")
    state = _STATES.get(stat)
    if state is None or not reference:
        return None
    error = (
        "" if state is PartState.DELIVERED else f"{stat.lower()}_{(found and found['err']) or 0}"
    )
    return Told(reference, state, error)


def decode_text(raw: bytes, data_coding: int) -> str:
    """The words of an answer; what can't be read becomes a question mark."""
    if data_coding == _UCS2:
        return raw.decode("utf-16-be", "replace")
    return raw.decode("latin-1")
