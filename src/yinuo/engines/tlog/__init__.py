"""Canonical events, signed hash chains and receipts that anyone can verify offline."""

from .canonical import CanonicalInvalid, canonical, parse_canonical
from .chain import ChainFault, ChainReport, verify_chain
from .event import GENESIS, Event, EventInvalid, chain_event, event_hash, format_at, parse_at
from .head import Head, sign_head, verify_head
from .keys import KeyInvalid, format_key, key_id, parse_key, private_key_from_seed
from .receipt import ReceiptFault, ReceiptRefused, ReceiptReport, build_receipt, verify_receipt
from .statement import StatementFault, StatementReport, build_statement, verify_statement

__all__ = [
    "GENESIS",
    "CanonicalInvalid",
    "ChainFault",
    "ChainReport",
    "Event",
    "EventInvalid",
    "Head",
    "KeyInvalid",
    "ReceiptFault",
    "ReceiptRefused",
    "ReceiptReport",
    "StatementFault",
    "StatementReport",
    "build_receipt",
    "build_statement",
    "canonical",
    "chain_event",
    "event_hash",
    "format_at",
    "format_key",
    "key_id",
    "parse_at",
    "parse_canonical",
    "parse_key",
    "private_key_from_seed",
    "sign_head",
    "verify_chain",
    "verify_head",
    "verify_receipt",
    "verify_statement",
]
