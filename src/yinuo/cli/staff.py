"""`yinuo staff`: logins of the company's people; a password is asked for, never an argument."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from .refusal import NotDone, run_command

if TYPE_CHECKING:
    from uuid import UUID

    from yinuo.people.facts import Scope, StaffFacts

T = TypeVar("T")
_SHORTEST = 10
_SCOPE_HELP = (
    "what part of the company is seen: company, region:37,3301 (division codes) or outlet:AN370100"
)
_ROLES = ("technician", "desk", "dispatcher", "manager")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommands."""
    parser = subparsers.add_parser("staff", help="logins of the company's people")
    commands = parser.add_subparsers(dest="staff_command", required=True)
    add = _add_command(commands, "add", run_add, "add a login; asks for the password twice")
    add.add_argument("--name", required=True, help="the person's name, kept encrypted")
    add.add_argument("--scope", default="", help=_SCOPE_HELP)
    add.add_argument("--email", help="where the company writes to this person")
    role = _add_command(commands, "role", run_role, "give a login another role")
    for command in (add, role):
        command.add_argument("--role", required=True, choices=_ROLES)
        command.add_argument("--badge", help="badge of the technician who works under this login")
    scope = _add_command(
        commands, "scope", run_scope, "let a login see another part of the company"
    )
    scope.add_argument("scope", help=_SCOPE_HELP)
    _add_command(
        commands, "password", run_password, "set a new password; whoever is logged in has to log in"
    )
    factor = commands.add_parser("factor", help="the second factor of a login")
    _add_command(
        factor.add_subparsers(dest="factor_command", required=True),
        "reset",
        run_factor_reset,
        "take a lost second factor away; the next login sets a new one up",
    )
    invite = commands.add_parser(
        "invite", help="print a link for the first login of everybody who has no password yet"
    )
    invite.set_defaults(run=lambda args: _run(run_invite, args))
    _add_command(
        commands,
        "leave",
        run_leave,
        "close a login for good; a technician is sent no more and the job on hand goes to others",
    )


def _add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], str],
    help: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help)
    command.add_argument("username", help="what is typed to log in")
    command.set_defaults(run=lambda args: _run(run, args))
    return command


def _run(command: Callable[[argparse.Namespace], str], args: argparse.Namespace) -> int:
    """Carry a command out; 0 when it was done, 1 when it was refused, 2 for a wrong call."""
    if "role" in args and (args.role == "technician") != bool(args.badge):
        print("--badge is for technicians, and every technician needs one", file=sys.stderr)
        return 2
    return run_command(lambda: print(command(args)))


def run_add(args: argparse.Namespace) -> str:
    """Add a login, a technician's together with the technician."""
    from yinuo.outlet.actions import add_login
    from yinuo.people.facts import StaffRole

    _do(
        add_login,
        username=args.username,
        name=args.name,
        role=StaffRole(args.role),
        email=args.email,
        technician_id=_technician_id(args.badge),
        scope=_scope_in(args.scope),
        password=_ask_password(),
    )
    return f"added {args.username} ({args.role})"


def run_role(args: argparse.Namespace) -> str:
    """Give a login another role."""
    from yinuo.people.facts import StaffRole
    from yinuo.work.dispatch.actions import change_work

    staff = _get_staff(args.username)
    role, technician_id = StaffRole(args.role), _technician_id(args.badge)
    _do(change_work, staff_id=staff.id, role=role, technician_id=technician_id)
    return f"{args.username} was {staff.role}, is {args.role}"


def run_scope(args: argparse.Namespace) -> str:
    """Let a login see another part of the company."""
    from yinuo.outlet.actions import place_staff

    staff, scope = _get_staff(args.username), _scope_in(args.scope)
    _do(place_staff, staff_id=staff.id, scope=scope)
    return f"{args.username} sees {args.scope}; whoever is logged in has to log in again"


def _scope_in(text: str) -> Scope:
    """The scope that was typed; the whole company for none."""
    from yinuo.people.facts import Scope, ScopeKind

    kind, _, codes = (text or ScopeKind.COMPANY.value).partition(":")
    try:
        return Scope(ScopeKind(kind), tuple(filter(None, codes.split(","))))
    except ValueError:
        raise NotDone(f"{text} is no scope: {_SCOPE_HELP}; nothing was changed") from None


def run_password(args: argparse.Namespace) -> str:
    """Set a new password."""
    from yinuo.people.actions import change_password

    staff = _get_staff(args.username)
    _do(change_password, staff_id=staff.id, password=_ask_password())
    return f"{args.username} has a new password; every login under the old one has ended"


def run_factor_reset(args: argparse.Namespace) -> str:
    """Take a second factor away from somebody who lost it."""
    from yinuo.people.actions import reset_factor

    _do(reset_factor, staff_id=_get_staff(args.username).id)
    return f"{args.username} has no second factor any more; every login has ended, the next sets one up"


def run_invite(args: argparse.Namespace) -> str:
    """A link each for those who were imported and have never logged in."""
    from django.conf import settings
    from django.urls import reverse

    from yinuo.people.actions import invite_staff
    from yinuo.people.invites import INVITE_LIFE

    del args
    links = [
        f"{one.username}  {settings.YINUO_PUBLIC_URL}{reverse('login-first', args=[token])}"
        for one, token in _do(invite_staff)
    ]
    if not links:
        return "everybody has a password; nothing was made"
    return "\n".join([*links, f"each is good for {INVITE_LIFE.days} days and for one password"])


def run_leave(args: argparse.Namespace) -> str:
    """Close a login for good."""
    from yinuo.work.dispatch.actions import leave_company

    _do(leave_company, staff_id=_get_staff(args.username).id)
    return f"{args.username} has left; the login is closed, what was done under it stays on record"


def _do(action: Callable[..., T], **arguments: Any) -> T:
    from yinuo.base.actor import Actor
    from yinuo.store import clock
    from yinuo.store.perform import perform

    answer: T = perform(action, actor=Actor.system("command"), now=clock.now(), **arguments)
    return answer


def _get_staff(username: str) -> StaffFacts:
    from yinuo.people.reads import find_staff

    staff = find_staff(username)
    if staff is None:
        raise NotDone(f"nobody has the login {username}; nothing was changed")
    if not staff.is_active:
        raise NotDone(f"{username} has left; nothing was changed")
    return staff


def _technician_id(badge: str | None) -> UUID | None:
    from yinuo.outlet.reads import find_technician_by_badge

    if badge is None:
        return None
    technician = find_technician_by_badge(badge)
    if technician is None:
        raise NotDone(f"no active technician has the badge {badge}; import first")
    return technician.id


def _ask_password() -> str:
    """Asked for at a terminal; read as one line from a pipe, so that a script can set one too."""
    if not sys.stdin.isatty():
        password = again = sys.stdin.readline().rstrip("\n")
    else:
        password, again = getpass.getpass("Password: "), getpass.getpass("Again: ")
    if password != again:
        raise NotDone("the two passwords differ; nothing was changed")
    if len(password) < _SHORTEST:
        raise NotDone(f"a password has at least {_SHORTEST} characters; nothing was changed")
    return password
