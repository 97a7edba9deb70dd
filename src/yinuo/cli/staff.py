"""`yinuo staff add`: a login for somebody of the company; the password is asked for, never an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from .django_setup import set_up

if TYPE_CHECKING:
    from yinuo.outlet.facts import TechnicianFacts

_SHORTEST = 10
_ROLES = ("technician", "desk", "dispatcher", "manager")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("staff", help="logins of the company's people")
    commands = parser.add_subparsers(dest="staff_command", required=True)
    add = commands.add_parser("add", help="add a login; asks for the password twice")
    add.add_argument("username", help="what is typed to log in")
    add.add_argument("--role", required=True, choices=_ROLES)
    add.add_argument("--name", required=True, help="the person's name, kept encrypted")
    add.add_argument("--email", help="where the company writes to this person")
    add.add_argument("--badge", help="badge number of the technician who works under this login")
    add.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Add the login; 0 when it was added, 1 when it was refused, 2 for a wrong call."""
    if (args.role == "technician") != bool(args.badge):
        print("--badge is for technicians, and every technician needs one", file=sys.stderr)
        return 2
    set_up()
    from yinuo.base.errors import YinuoError

    technician = _find_technician(args.badge)
    if args.badge and technician is None:
        print(f"no active technician has the badge {args.badge}; import first", file=sys.stderr)
        return 1
    password = _ask_password()
    if password is None:
        return 1
    try:
        _add(args, password, technician)
    except YinuoError as error:
        print(error.text("en"), file=sys.stderr)
        return 1
    print(f"added {args.username} ({args.role})")
    return 0


def _find_technician(badge: str | None) -> TechnicianFacts | None:
    from yinuo.outlet.reads import find_technician_by_badge

    return find_technician_by_badge(badge) if badge else None


def _ask_password() -> str | None:
    """Asked for at a terminal; read as one line from a pipe, so that a script can add logins too."""
    if not sys.stdin.isatty():
        password = again = sys.stdin.readline().rstrip("\n")
    else:
        password, again = getpass.getpass("Password: "), getpass.getpass("Again: ")
    if password != again:
        print("the two passwords differ; nothing was added", file=sys.stderr)
        return None
    if len(password) < _SHORTEST:
        print(f"a password has at least {_SHORTEST} characters; nothing added", file=sys.stderr)
        return None
    return password


def _add(args: argparse.Namespace, password: str, technician: TechnicianFacts | None) -> None:
    from django.db import transaction

    from yinuo.base.actor import Actor
    from yinuo.outlet.actions import give_login
    from yinuo.people.actions import add_staff
    from yinuo.people.facts import StaffRole
    from yinuo.store import clock

    actor, now = Actor.system("command"), clock.now()
    with (
        transaction.atomic()
    ):  # a login without its technician, or the other way round, is no login
        staff = add_staff(
            username=args.username,
            name=args.name,
            role=StaffRole(args.role),
            password=password,
            email=args.email,
            actor=actor,
            now=now,
        )
        if technician is not None:
            give_login(technician_id=technician.id, staff_id=staff.id, actor=actor, now=now)
