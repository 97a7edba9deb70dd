"""`yinuo restore BACKUP`: into an empty home and an empty database, checked line by line before anybody
uses it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .passphrase import NoPassphrase, add_option, read_passphrase

if TYPE_CHECKING:
    from yinuo.backup.manifest import Manifest


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("restore", help="bring a backup back into an empty home")
    parser.add_argument("backup", type=Path, help="a backup, or a folder whose newest one is meant")
    parser.add_argument(
        "--keys", action="store_true", help="keys/ is in the new home already, not in the backup"
    )
    parser.add_argument(
        "--receipt",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a customer's receipt that the record may not be shorter than; may be repeated",
    )
    parser.add_argument(
        "--checkpoint",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="what `yinuo record checkpoint` printed once; may be repeated",
    )
    parser.add_argument(
        "--erased",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a further folder of backups whose erasure list counts",
    )
    add_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0: restored and checked. 1: nothing was restored; whatever was begun is taken away again."""
    from yinuo.backup.errors import BackupError
    from yinuo.backup.target import clear

    is_begun = False
    try:
        path, manifest = _check(args)
        passphrase = None if args.keys else read_passphrase(args.passphrase_file)
        _take_home(args, path, manifest, passphrase)
        is_begun = True
        _restore(args, path, manifest)
    except (BackupError, NoPassphrase) as error:
        print(f"{error}\nnothing was restored", file=sys.stderr)
        if is_begun:
            _hang_up()
            clear(keeps_keys=args.keys)
        return 1
    return 0


def _check(args: argparse.Namespace) -> tuple[Path, Manifest]:
    from yinuo.backup.checking import check_backup
    from yinuo.backup.folder import find_backup

    path = find_backup(args.backup)
    return path, check_backup(path)


def _take_home(
    args: argparse.Namespace, path: Path, manifest: Manifest, passphrase: str | None
) -> None:
    """The keys come first: whoever starts Django in a home without keys makes new ones."""
    from yinuo.backup.checking import open_keys, see_record_key
    from yinuo.backup.target import take_home, write_keys
    from yinuo.store.connection import find_home

    if passphrase is None:
        files = (find_home() / "keys").glob("*.key")
        see_record_key(manifest, {file.name: file.read_bytes() for file in files})
        take_home(keeps_keys=True)
        return
    keys = open_keys(path, manifest, passphrase)
    take_home(keeps_keys=False)
    write_keys(keys)


def _restore(args: argparse.Namespace, path: Path, manifest: Manifest) -> None:
    from yinuo.backup.manifest import DATABASE
    from yinuo.backup.programs import restore
    from yinuo.backup.target import finish, take_database
    from yinuo.store.connection import owner_conninfo, stop_unused_database

    from .django_setup import migrate, set_up

    set_up(is_restoring=True)
    from yinuo.backup import restoring

    take_database()
    restoring.see_versions(manifest)
    restore(owner_conninfo(), path / DATABASE)
    restoring.see_record(manifest)
    migrate()  # forward to today's tables, and the application's rights on them
    report = restoring.see_chains()
    restoring.see_not_shorter(args.receipt, args.checkpoint)
    again = _erase_again(args, path)
    finish()
    _hang_up()
    stop_unused_database()
    print(f"restored {path.name}: {report.events} lines in {report.chains} chains, all verify")
    print(f"{again} erased again by the erasure list; everybody has to log in anew")


def _erase_again(args: argparse.Namespace, path: Path) -> int:
    from yinuo.backup.erasures import read_erased
    from yinuo.backup.register import remember_folder
    from yinuo.backup.restoring import erase_listed
    from yinuo.store import clock

    from .backup import KEEP

    folders = (path.parent, *args.erased)
    erased = frozenset().union(*map(read_erased, folders))
    again = erase_listed(erased, clock.now())
    remember_folder(path.parent, KEEP)
    return again


def _hang_up() -> None:
    from django.conf import settings

    if settings.configured:
        from django.db import connections

        connections.close_all()
