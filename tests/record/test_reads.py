"""Checking chains: whatever was altered, taken out, slipped in or signed by another key is found."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from tests.record.cast import KIND, NOTED, NOW, SUBJECT, findings, tamper, write, write_one
from yinuo.engines import tlog
from yinuo.record.models import Chain, Event
from yinuo.record.reads import (
    build_receipt,
    check_chains,
    find_fault,
    get_public_key,
    list_newest_events,
)

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = UUID(int=78)


@pytest.fixture(autouse=True)
def chains() -> None:
    write(1, 2, 3)
    write(1, 2, subject=OTHER)


def test_untouched_chains_hold() -> None:
    check = check_chains()
    assert (check.chains, check.events, check.broken) == (2, 5, ())


@pytest.mark.parametrize(
    "change",
    [
        "body = '{\"step\": 9}'",
        "at = at + interval '1 second'",
        "actor = 'system:somebody'",
        "kind = 'test.noted'",
        "region = '510100'",
        "prev = hash",
        "hash = prev",
    ],
)
def test_an_altered_event_is_found_where_it_stands(change: str) -> None:
    tamper(f"UPDATE record_event SET {change} WHERE subject = %s AND seq = 2", SUBJECT)  # noqa: S608
    (finding,) = check_chains().broken
    assert (finding.subject, finding.seq) == (SUBJECT, 2)


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_deleted_event_is_found(seq: int) -> None:
    tamper("DELETE FROM record_event WHERE subject = %s AND seq = %s", SUBJECT, seq)
    (finding,) = check_chains().broken
    assert finding.subject == SUBJECT


def test_an_event_slipped_in_is_found() -> None:
    row = Event.objects.get(subject=SUBJECT, seq=3)
    row.id, row.seq, row.prev = UUID(int=1), 4, row.hash
    row.save(force_insert=True)
    (finding,) = check_chains().broken
    assert (finding.subject, finding.seq) == (SUBJECT, 4)


def test_a_whole_chain_that_is_gone_leaves_its_head_behind() -> None:
    tamper("DELETE FROM record_event WHERE subject = %s", SUBJECT)
    assert findings() == [(1, "events_missing")]


def test_a_chain_without_its_head_is_found() -> None:
    tamper("DELETE FROM record_chain WHERE subject = %s", SUBJECT)
    assert findings() == [(1, "head_missing")]


def test_a_chain_cut_short_together_with_its_head_needs_our_key() -> None:
    events = [tlog_event(row) for row in Event.objects.filter(subject=SUBJECT).order_by("seq")]
    stranger = Ed25519PrivateKey.generate()
    head = tlog.sign_head(stranger, events[1])
    tamper("DELETE FROM record_event WHERE subject = %s AND seq = 3", SUBJECT)
    Chain.objects.filter(subject=SUBJECT).update(
        seq=head.seq, hash=head.hash, key_id=head.key_id, signature=head.signature
    )
    assert findings() == [(2, "head_not_signed_by_us")]


def tlog_event(row: Event) -> tlog.Event:
    return tlog.Event(
        subject_kind=row.subject_kind,
        subject=str(row.subject),
        seq=row.seq,
        kind=row.kind,
        at=tlog.format_at(row.at),
        actor=row.actor,
        body=row.body,
        region=row.region,
        prev=row.prev,
        hash=row.hash,
    )


class Interruption:
    """Writes one more line right after a chain's head was read, as a busy installation does."""

    def __init__(self) -> None:
        self.is_done = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if "record_chain" in sql and sql.startswith("SELECT") and not self.is_done:
            self.is_done = True
            writer = threading.Thread(target=write_elsewhere)
            writer.start()
            writer.join()
        return result


def write_elsewhere() -> None:
    write(4)
    connection.close()


def test_a_line_written_while_a_chain_is_read_breaks_nothing() -> None:
    for read in (lambda: find_fault("case", SUBJECT), lambda: check_chains().broken or None):
        with connection.execute_wrapper(Interruption()):
            assert read() is None
    with connection.execute_wrapper(Interruption()):
        receipt = build_receipt("case", SUBJECT, NOW)
    assert len(tlog.verify_receipt(receipt, tlog.parse_key(get_public_key())).events) == 6


def test_a_receipt_verifies_under_the_published_key_and_under_no_other() -> None:
    receipt = build_receipt("case", SUBJECT, NOW)
    assert tlog.verify_receipt(receipt, tlog.parse_key(get_public_key())).ok
    stranger = Ed25519PrivateKey.generate().public_key()
    assert not tlog.verify_receipt(receipt, stranger).ok


def test_of_a_broken_chain_there_is_no_receipt() -> None:
    tamper("UPDATE record_event SET actor = 'x' WHERE subject = %s AND seq = 1", SUBJECT)
    with pytest.raises(tlog.ReceiptRefused):
        build_receipt("case", SUBJECT, NOW)


def test_lines_of_one_kind_are_read_newest_first_and_page_by_page() -> None:
    write_one(NOTED.name, {"what": "x"})
    write(4, 5)
    newest = list_newest_events("case", SUBJECT, KIND.name, limit=3)
    assert [event.seq for event in newest] == [6, 5, 3]
    rest = list_newest_events("case", SUBJECT, KIND.name, before=3, limit=3)
    assert [event.seq for event in rest] == [2, 1]
