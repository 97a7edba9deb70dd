"""Checking a signed file with no network and no database: what the commands that do it share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yinuo.engines import tlog

_NOT_VERIFIED = 2


def add_verify(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    help: str,
    check: Callable[[bytes, Ed25519PublicKey], int],
) -> None:
    """Add `yinuo NAME verify FILE --key KEY`; `check` prints what it finds, 0 if all is as it was signed."""
    parser = subparsers.add_parser(name, help=help)
    commands = parser.add_subparsers(dest=f"{name}_command", required=True)
    verify = commands.add_parser("verify", help="verify one file and print what is in it")
    verify.add_argument("file", type=Path)
    verify.add_argument("--key", help="the company's public key, or a file that holds it")
    verify.set_defaults(run=lambda args: _verify(args, check))


def _verify(args: argparse.Namespace, check: Callable[[bytes, Ed25519PublicKey], int]) -> int:
    """Exit 0: every byte is as the company signed it. 1: refused. 2: not verified (no key, no file)."""
    if args.key is None:
        return _not_verified(
            "no key was given, so nothing was checked. Take the company's public key from its own page "
            "(not from the file that you check) and add --key."
        )
    try:
        data = args.file.read_bytes()
    except OSError as error:
        return _not_verified(f"can't read {args.file}: {error.strerror}")
    try:
        public = tlog.parse_key(_read_key(args.key))
    except (tlog.KeyInvalid, OSError, UnicodeDecodeError) as error:
        return _not_verified(str(error))
    return check(data, public)


def _read_key(key: str) -> str:
    path = Path(key)
    return path.read_text(encoding="utf-8") if path.is_file() else key


def _not_verified(why: str) -> int:
    print(f"not verified: {why}", file=sys.stderr)
    return _NOT_VERIFIED
