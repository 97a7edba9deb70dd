"""Heads: only the company's key signs one, and only for what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yinuo.engines.tlog import canonical, key_id, sign_head, verify_head

from .cast import OTHER, PRIVATE, PUBLIC, chain


def test_a_signed_head_verifies_under_its_key_only() -> None:
    head = sign_head(PRIVATE, chain()[-1])
    assert verify_head(PUBLIC, head)
    assert not verify_head(OTHER.public_key(), head)


def test_a_head_signed_by_another_key_does_not_verify_even_if_it_names_ours() -> None:
    head = replace(sign_head(OTHER, chain()[-1]), key_id=key_id(PUBLIC))
    assert not verify_head(PUBLIC, head)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject_kind", "outlet"),
        ("subject", "019aab3c-0000-7000-8000-000000000002"),
        ("seq", 3),
        ("seq", 4.0),
        ("hash", "0" * 64),
        ("hash", None),
        ("key_id", "0" * 16),
        ("signature", ""),
        ("signature", None),
        ("signature", "0" * 128),
    ],
)
def test_a_changed_head_does_not_verify(field: str, value: object) -> None:
    head = sign_head(PRIVATE, chain()[-1])
    assert not verify_head(PUBLIC, replace(head, **{field: value}))  # type: ignore[arg-type]


def test_a_signature_in_capitals_is_refused() -> None:
    head = sign_head(PRIVATE, chain()[-1])
    assert not verify_head(PUBLIC, replace(head, signature=head.signature.upper()))


def test_a_signature_made_for_another_purpose_is_no_head() -> None:
    head = sign_head(PRIVATE, chain()[-1])
    content = {
        "hash": head.hash,
        "key_id": head.key_id,
        "seq": head.seq,
        "subject": head.subject,
        "subject_kind": head.subject_kind,
    }
    PUBLIC.verify(bytes.fromhex(head.signature), b"yinuo-head-v1\n" + canonical(content))
    bare = PRIVATE.sign(canonical(content)).hex()
    assert not verify_head(PUBLIC, replace(head, signature=bare))
