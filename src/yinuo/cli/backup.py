"""`yinuo backup DIR`: tables, record and keys of one instant while everything runs; `--verify` checks one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .django_setup import database_at_hand
from .passphrase import NoPassphrase, add_option, read_passphrase

if TYPE_CHECKING:
    from yinuo.backup.making import Made
    from yinuo.backup.manifest import Manifest

KEEP = 7
_WITHOUT_KEYS = (
    "WITHOUT KEYS: personal data in this backup can't be read, and nothing be signed, without the "
    "files in keys/. "
    "Keep a copy of them elsewhere"
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "backup", help="back the installation up while it runs, or check a backup"
    )
    parser.add_argument(
        "folder", type=Path, help="a folder of backups; with --verify also a backup"
    )
    parser.add_argument("--keep", type=int, default=KEEP, help=f"how many stay (default {KEEP})")
    parser.add_argument("--without-keys", action="store_true", help="keys are kept elsewhere")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--verify", action="store_true", help="check every byte of the newest one")
    what.add_argument("--forget", action="store_true", help="erasures are noted here no more")
    add_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0: made, or holds. 1: not made, or doesn't hold. 2: a wrong call."""
    from yinuo.backup.errors import BackupError

    if args.keep < 1:
        print("--keep is at least 1", file=sys.stderr)
        return 2
    try:
        if args.verify:
            _verify(args)
        elif args.forget:
            _forget(args.folder)
        else:
            _make(args)
    except (BackupError, NoPassphrase) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _make(args: argparse.Namespace) -> None:
    from yinuo.backup.sealing import SHORTEST

    passphrase = None
    if not args.without_keys:
        passphrase = read_passphrase(args.passphrase_file, shortest=SHORTEST, twice=True)
    with database_at_hand():
        from django.conf import settings

        from yinuo.backup.making import make_backup
        from yinuo.store import clock

        made = make_backup(
            args.folder,
            passphrase=passphrase,
            keep=args.keep,
            log_name=settings.YINUO_LOG_NAME,
            now=clock.now(),
        )
    _say_made(made)


def _say_made(made: Made) -> None:
    print(f"{made.path}\n{_describe(made.manifest)}")
    for name in made.gone:
        print(f"gone: {name}")
    if not made.manifest.has_keys:
        print(_WITHOUT_KEYS)


def _verify(args: argparse.Namespace) -> None:
    """Every byte; with a passphrase also whether it opens the keys."""
    from yinuo.backup.checking import check_backup, open_keys
    from yinuo.backup.folder import find_backup

    path = find_backup(args.folder)
    manifest = check_backup(path)
    print(f"{path} holds\n{_describe(manifest)}")
    if args.passphrase_file is not None:
        keys = open_keys(path, manifest, read_passphrase(args.passphrase_file))
        print(f"the passphrase opens {len(keys)} keys, among them the one that signed this backup")


def _forget(folder: Path) -> None:
    from yinuo.backup.register import forget_folder

    forget_folder(folder)
    print(
        f"{folder} is forgotten; what lies there stays, and still holds whoever is erased from now on"
    )


def _describe(manifest: Manifest) -> str:
    size = sum(note.bytes for note in manifest.files.values())
    record = manifest.record
    return (
        f"of {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC, {size / 1e6:.1f} MB, version {manifest.version}, "
        f"PostgreSQL {manifest.postgres}\n"
        f"record: {record.events} lines in {record.chains} chains, heads {record.heads[:16]}…"
    )
