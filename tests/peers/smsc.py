"""An SMS centre as SMPP 3.4 describes it, with a codec of its own: binds, submits, receipts, moods."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

GENERIC_NACK, SUBMIT, DELIVER, UNBIND, LINK = 0x80000000, 0x4, 0x5, 0x6, 0x15
BINDS = {0x1: "receiver", 0x2: "transmitter", 0x9: "transceiver"}
ANSWER = 0x80000000
OK, THROTTLED, QUEUE_FULL, NO_SUCH_NUMBER, WRONG_PASSWORD = 0x0, 0x58, 0x14, 0x0B, 0x0E
DROP_BEFORE, DROP_AFTER, SILENT = -1, -2, -3  # instead of a status: hang up, or say nothing


@dataclass(frozen=True)
class Submitted:
    """One submit_sm as it came over the line."""

    number: str
    source: str
    esm_class: int
    coding: int
    wants_receipt: int
    octets: bytes
    message_id: str

    @property
    def header(self) -> tuple[int, int, int] | None:
        """Reference, count and number of a part, from its user data header."""
        if not self.esm_class & 0x40:
            return None
        assert self.octets[:3] == b"\x05\x00\x03"
        return self.octets[3], self.octets[4], self.octets[5]

    @property
    def text(self) -> str:
        octets = self.octets[6:] if self.header else self.octets
        return octets.decode("utf-16-be" if self.coding == 8 else "ascii")


@dataclass
class Session:
    """A bound connection."""

    line: socket.socket
    kind: str
    sequence: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    heard: threading.Condition = field(default_factory=threading.Condition)


class Smsc:
    """Listens on a port of its own. `moods` are the statuses of the next submits, `OK` after them; `password`
    is what a bind must bring. What it took is in `taken`, whatever became of the answer."""

    def __init__(self) -> None:
        self.password = "secret"
        self.moods: list[int] = []
        self.taken: list[Submitted] = []
        self.sessions: list[Session] = []
        self.changed = threading.Condition()
        self.before_answer: Callable[[Submitted], None] = lambda submitted: None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        self._is_open = True

    def stop(self) -> None:
        self._is_open = False
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for session in self.sessions:
            _cut(session.line)
        for thread in self._threads:
            thread.join(10)

    def wait_for(self, is_so: Callable[[], bool], seconds: float = 15) -> bool:
        with self.changed:
            return self.changed.wait_for(is_so, seconds)

    def receivers(self) -> list[Session]:
        return [session for session in self.sessions if session.kind != "transmitter"]

    def report(self, message_id: str, stat: str = "DELIVRD", *, as_tlv: bool = False) -> int | None:
        """Deliver a receipt to a bound receiver; its answer's status, None if it never answered."""
        text = f"id:{message_id} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 "
        body = _short(f"{text}stat:{stat} err:000 text:".encode(), esm_class=0x04)
        if as_tlv:
            states = {"DELIVRD": 2, "EXPIRED": 3, "UNDELIV": 5}
            body = _short(b"", esm_class=0x04)
            body += struct.pack(">HHB", 0x0427, 1, states[stat])
            body += struct.pack(">HH", 0x001E, len(message_id) + 1) + message_id.encode() + b"\0"
        return self._deliver(body)

    def answer_from(self, number: str, text: str) -> int | None:
        """Deliver an answer by SMS from this phone."""
        return self._deliver(_short(text.encode("utf-16-be"), esm_class=0, coding=8, source=number))

    def cut_receivers(self) -> None:
        for session in self.receivers():
            _cut(session.line)
            self.sessions.remove(session)

    def _deliver(self, body: bytes) -> int | None:
        session = self.receivers()[-1]
        session.sequence += 1
        number = session.sequence
        _write(session.line, DELIVER, OK, number, body)
        with session.heard:
            session.heard.wait_for(lambda: number in session.answers, 15)
        return session.answers.get(number)

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(line,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError, EOFError):
            session = None
            for command, status, sequence, body in _read_all(line):
                if command in BINDS:
                    session = self._bind(line, command, sequence, body)
                    if session is None:
                        return
                elif not self._answer(line, session, command, (status, sequence, body)):
                    return

    def _answer(
        self,
        line: socket.socket,
        session: Session | None,
        command: int,
        rest: tuple[int, int, bytes],
    ) -> bool:
        """Whether the line stays open after it."""
        status, sequence, body = rest
        assert session is not None, "nothing goes before a bind"
        if command == SUBMIT:
            return self._submit(line, sequence, body)
        if command in (UNBIND, LINK):
            _write(line, command | ANSWER, OK, sequence)
        elif command == DELIVER | ANSWER:
            with session.heard:
                session.answers[sequence] = status
                session.heard.notify_all()
        return command != UNBIND

    def _bind(
        self, line: socket.socket, command: int, sequence: int, body: bytes
    ) -> Session | None:
        _, rest = _text(body)
        password, _ = _text(rest)
        if password != self.password:
            _write(line, command | ANSWER, WRONG_PASSWORD, sequence)
            return None
        session = Session(line, BINDS[command])
        _write(line, command | ANSWER, OK, sequence, b"smsc\0")
        with self.changed:
            self.sessions.append(session)
            self.changed.notify_all()
        return session

    def _submit(self, line: socket.socket, sequence: int, body: bytes) -> bool:
        mood = self.moods.pop(0) if self.moods else OK
        if mood == DROP_BEFORE:
            _cut(line)
            return False
        if mood > 0:
            _write(line, SUBMIT | ANSWER, mood, sequence)
            return True
        submitted = _read_submit(body, f"{0xA0 + len(self.taken):x}")
        self.before_answer(submitted)
        with self.changed:
            self.taken.append(submitted)
            self.changed.notify_all()
        if mood == DROP_AFTER:
            _cut(line)
            return False
        if mood != SILENT:
            _write(line, SUBMIT | ANSWER, OK, sequence, submitted.message_id.encode() + b"\0")
        return True


def _read_all(line: socket.socket) -> Iterator[tuple[int, int, int, bytes]]:
    while True:
        length, command, status, sequence = struct.unpack(">LLLL", _exactly(line, 16))
        assert 16 <= length <= 4096
        yield command, status, sequence, _exactly(line, length - 16)


def _exactly(line: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = line.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def _write(
    line: socket.socket, command: int, status: int, sequence: int, body: bytes = b""
) -> None:
    line.sendall(struct.pack(">LLLL", 16 + len(body), command, status, sequence) + body)


def _text(data: bytes) -> tuple[str, bytes]:
    text, _, rest = data.partition(b"\0")
    return text.decode("ascii"), rest


def _read_submit(body: bytes, message_id: str) -> Submitted:
    _service, rest = _text(body)
    source, rest = _text(rest[2:])
    number, rest = _text(rest[2:])
    esm_class, _protocol, _priority = rest[:3]
    _schedule, rest = _text(rest[3:])
    _validity, rest = _text(rest)
    wants_receipt, _replace, coding, _default, length = rest[:5]
    octets = rest[5 : 5 + length]
    assert len(octets) == length
    assert len(octets) <= 140
    return Submitted(number, source, esm_class, coding, wants_receipt, octets, message_id)


def _short(octets: bytes, *, esm_class: int, coding: int = 0, source: str = "10690000") -> bytes:
    head = b"\0\x01\x01" + source.encode() + b"\0" + b"\x01\x01" + b"10691234\0"
    return head + bytes((esm_class, 0, 0, 0, 0, 0, 0, coding, 0, len(octets))) + octets


def _cut(line: socket.socket) -> None:
    """Hang up at once, as a crashed machine does."""
    with contextlib.suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.shutdown(socket.SHUT_RDWR)
