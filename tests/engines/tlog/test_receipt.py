"""Receipts: one that is as it was issued verifies; one with any byte changed doesn't."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.tlog import (
    ChainFault,
    ReceiptFault,
    ReceiptRefused,
    build_receipt,
    canonical,
    format_key,
    sign_head,
    verify_receipt,
)

from .cast import LINES, OTHER, PRIVATE, PUBLIC, T0, chain, receipt

RECEIPT = receipt()


def resigned(**changes: Any) -> bytes:
    """The receipt with these parts replaced, signed again by the company's own key."""
    content = {**json.loads(RECEIPT), **changes}
    del content["signature"]
    signature = PRIVATE.sign(b"yinuo-receipt-v1\n" + canonical(content)).hex()
    return canonical({**content, "signature": signature})


def test_a_receipt_as_it_was_issued_verifies_and_says_what_it_proves() -> None:
    report = verify_receipt(RECEIPT, PUBLIC)
    assert report.ok
    assert (report.log_name, report.issued_at, list(report.events)) == ("安诺", T0, chain())


def test_a_receipt_with_any_single_byte_changed_is_refused() -> None:
    for position, byte in enumerate(RECEIPT):
        for other in {byte ^ 0x01, byte ^ 0x20, byte ^ 0x80, ord(" "), ord("0")} - {byte}:
            changed = bytearray(RECEIPT)
            changed[position] = other
            assert not verify_receipt(bytes(changed), PUBLIC).ok, (position, other)


def test_a_receipt_with_any_single_byte_left_out_is_refused() -> None:
    for position in range(len(RECEIPT)):
        assert not verify_receipt(RECEIPT[:position] + RECEIPT[position + 1 :], PUBLIC).ok


@given(st.integers(0, len(RECEIPT)), st.binary(min_size=1, max_size=3))
def test_a_receipt_with_bytes_put_in_anywhere_is_refused(position: int, extra: bytes) -> None:
    assert not verify_receipt(RECEIPT[:position] + extra + RECEIPT[position:], PUBLIC).ok


@pytest.mark.parametrize("extra", [b"\n", b" ", b"\r\n", b"\x00", b"{}"])
def test_anything_before_or_after_is_refused(extra: bytes) -> None:
    for data in (RECEIPT + extra, extra + RECEIPT):
        assert verify_receipt(data, PUBLIC).fault is ReceiptFault.NOT_CANONICAL


def test_the_same_content_written_another_way_is_refused() -> None:
    content = json.loads(RECEIPT)
    signature = content["signature"].encode()
    ways = [
        json.dumps(content).encode(),
        json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode(),
        json.dumps(content, sort_keys=True, separators=(",", ":")).encode(),
        RECEIPT.replace(b'"receipt":1', b'"receipt":1,"receipt":1'),
        RECEIPT.replace(signature, signature.upper()),
    ]
    for data in ways:
        assert data != RECEIPT
        assert not verify_receipt(data, PUBLIC).ok


def test_a_receipt_of_another_company_is_refused() -> None:
    report = verify_receipt(RECEIPT, OTHER.public_key())
    assert report.fault is ReceiptFault.OTHER_KEY


def test_a_chain_signed_by_another_key_is_refused_even_if_it_names_ours() -> None:
    events = chain()
    theirs = json.loads(build_receipt("安诺", T0, events, sign_head(OTHER, events[-1]), OTHER))
    theirs["key"] = format_key(PUBLIC)
    assert verify_receipt(canonical(theirs), PUBLIC).fault is ReceiptFault.SIGNATURE_WRONG


def test_a_receipt_whose_head_another_key_signed_is_refused() -> None:
    head = sign_head(OTHER, chain()[-1])
    fields = {name: getattr(head, name) for name in head.__slots__}
    report = verify_receipt(resigned(head=fields), PUBLIC)
    assert report.fault is ReceiptFault.HEAD_WRONG


def test_a_signed_receipt_over_a_broken_chain_says_where_it_breaks() -> None:
    events = json.loads(RECEIPT)["events"]
    events[1]["body"]["within_minutes"] = 60
    report = verify_receipt(resigned(events=events), PUBLIC)
    assert report.fault is ReceiptFault.CHAIN_BROKEN
    assert (report.broken_seq, report.chain_fault) == (2, ChainFault.ALTERED_FIELD)
    cut = verify_receipt(resigned(events=events[:1]), PUBLIC)
    assert cut.chain_fault is ChainFault.HEAD_MISMATCH


@pytest.mark.parametrize(
    "changes",
    [
        {"receipt": 2},
        {"receipt": True},
        {"log": None},
        {"events": {}},
        {"events": [1]},
        {"events": [{}]},
        {"issued_at": "yesterday"},
        {"note": "paid in full"},
    ],
)
def test_a_signed_file_that_is_no_receipt_is_refused(changes: dict[str, Any]) -> None:
    assert verify_receipt(resigned(**changes), PUBLIC).fault is ReceiptFault.NOT_A_RECEIPT


@pytest.mark.parametrize("head", [None, 1, {}, {"seq": 4}])
def test_a_signed_file_without_a_head_is_refused(head: object) -> None:
    assert verify_receipt(resigned(head=head), PUBLIC).fault is ReceiptFault.HEAD_WRONG


@given(st.binary(max_size=200) | st.sampled_from([b"[]", b"null", b"{}", b'{"receipt":1}']))
def test_a_file_that_is_anything_else_is_refused_and_never_crashes(data: bytes) -> None:
    assert not verify_receipt(data, PUBLIC).ok


def test_a_huge_or_deep_file_is_refused_and_never_crashes() -> None:
    huge = b" " * (8 * 1024 * 1024 + 1)
    assert verify_receipt(huge, PUBLIC).fault is ReceiptFault.TOO_LARGE
    deep = b"[" * 1_000_000
    assert verify_receipt(deep, PUBLIC).fault is ReceiptFault.NOT_CANONICAL


def test_no_receipt_is_made_of_a_chain_that_does_not_hold() -> None:
    events = chain()
    head = sign_head(PRIVATE, events[-1])
    broken = [events[0], replace(events[1], kind="promise.kept"), *events[2:]]
    with pytest.raises(ReceiptRefused, match="event 2"):
        build_receipt("安诺", T0, broken, head, PRIVATE)
    with pytest.raises(ReceiptRefused, match="event 4"):
        build_receipt("安诺", T0, events[:3], head, PRIVATE)


def test_no_receipt_is_made_under_a_head_that_another_key_signed() -> None:
    events = chain()
    with pytest.raises(ReceiptRefused, match="head"):
        build_receipt("安诺", T0, events, sign_head(OTHER, events[-1]), PRIVATE)


def test_no_receipt_is_made_that_would_be_too_large_to_verify() -> None:
    events = chain((*LINES, ("case.note", {"text": "长" * 3_000_000})))
    with pytest.raises(ReceiptRefused, match="bytes"):
        build_receipt("安诺", T0, events, sign_head(PRIVATE, events[-1]), PRIVATE)
