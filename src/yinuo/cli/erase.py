"""`yinuo erase`: shreds who a customer was, or somebody of the staff who left; says first what goes and
what stays.

A phone number or an e-mail is asked for, or read from a pipe: as an argument it would stay in the shell's
history and in the list of processes.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from .refusal import NotDone, run_command

if TYPE_CHECKING:
    from yinuo.intake.facts import ErasurePlan

_REASONS = ("asked", "not_needed", "unlawful")
_STAYS = """\
  stays   cases ({cases}), sums, promises and the lines of the record, without the person: the record's
          commitments say nothing once the salt is gone, and every chain still verifies
"""
_FORMS = (
    "  stays   {forms} opening form(s) until {until}: the law wants them kept; they name nobody\n"
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("erase", help="erase a person; every chain still verifies")
    parser.add_argument(
        "person",
        nargs="?",
        help="a customer's id; left out, a phone number or an e-mail is asked for (or read from a pipe)",
    )
    parser.add_argument("--staff", metavar="LOGIN", help="erase somebody who left, by login name")
    parser.add_argument("--reason", choices=_REASONS, default="asked", help="kept in the record")
    parser.add_argument("--yes", action="store_true", help="don't ask again")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say what would go, ask, erase; 0 done, 1 refused, 2 a wrong call."""
    if args.person and args.staff:
        print("a customer or --staff, not both", file=sys.stderr)
        return 2
    contact = None if args.person or args.staff else _ask_contact()
    return run_command(lambda: _erase_who(args, contact))


def _erase_who(args: argparse.Namespace, contact: str | None) -> None:
    if args.staff:
        _erase_staff(args)
    else:
        _erase_customers(_find(args.person, contact), args, contact)


def _ask_contact() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Phone number or e-mail (not shown): ")
    return sys.stdin.readline().strip()


def _find(person: str | None, contact: str | None) -> Sequence[UUID]:
    """The customers who are meant: one by id, or all who gave the contact."""
    from yinuo.people.reads import list_customers_with

    if person is None:
        return list_customers_with(contact or "")
    try:
        return [UUID(person)]
    except ValueError:
        raise NotDone(
            "this is no id. A phone number or e-mail doesn't belong on the command line, where it stays in "
            "the shell's history: leave it out and type it when asked. Nothing was erased"
        ) from None


def _erase_customers(
    customer_ids: Sequence[UUID], args: argparse.Namespace, contact: str | None
) -> None:
    from yinuo.intake.reads import plan_erasure

    plans = [plan_erasure(customer_id) for customer_id in customer_ids]
    for plan in plans:
        _show(plan)
    if running := [number for plan in plans for number in plan.running]:
        raise NotDone(
            f"not now: cases {', '.join(running)} aren't over, or a refund there waits for its answer. Have "
            "them cancelled, confirmed or settled first; nothing was erased"
        )
    left = [plan for plan in plans if not plan.is_erased]
    if not left and contact is None:
        print("erased already; nothing more to do")
        return
    if not left:
        print("no customer gave this phone number or e-mail; what may go is a request or a call")
    _confirm(args, f"Erase {len(left)} customer(s) for good?")
    for plan in left:
        _erase(plan.customer_id, args.reason)
    if contact is not None:
        requests = _forget(contact)
        print(f"{requests} request(s) of which no case had come went, too")
    _settle()
    print(f"erased {len(left)} customer(s); {_check(left)}")
    _say_backups()


def _show(plan: ErasurePlan) -> None:
    print(f"customer {plan.customer_id}" + (" (erased already)" if plan.is_erased else ""))
    if plan.is_erased:
        return
    print(
        f"  goes    name, phone, e-mail, {plan.addresses} address(es), {plan.requests} request(s), "
        f"all words, {plan.photos} photo(s),\n          {plan.waiting_notices} notice(s) still to be "
        "sent, links, codes, sessions, and the salt"
    )
    print(_STAYS.format(cases=plan.cases), end="")
    if plan.forms:
        print(_FORMS.format(forms=plan.forms, until=plan.forms_until), end="")


def _erase(customer_id: UUID, reason: str) -> None:
    from yinuo.base.actor import Actor
    from yinuo.intake.actions import erase_person
    from yinuo.people.facts import EraseReason
    from yinuo.store import clock
    from yinuo.store.perform import perform

    actor, why = Actor.system("command"), EraseReason(reason)
    perform(erase_person, actor=actor, now=clock.now(), customer_id=customer_id, reason=why)


def _forget(contact: str) -> int:
    """What came from there without becoming a case."""
    from yinuo.base.actor import Actor
    from yinuo.intake.actions import forget_contact
    from yinuo.store import clock
    from yinuo.store.perform import perform

    actor = Actor.system("command")
    return perform(forget_contact, actor=actor, now=clock.now(), contact=contact)


def _erase_staff(args: argparse.Namespace) -> None:
    from yinuo.base.actor import Actor
    from yinuo.intake.actions import erase_former_staff
    from yinuo.people.facts import EraseReason
    from yinuo.people.reads import find_staff
    from yinuo.record.reads import find_fault
    from yinuo.store import clock
    from yinuo.store.perform import perform

    staff = find_staff(args.staff)
    if staff is None:
        raise NotDone(f"nobody has the login {args.staff}; nothing was erased")
    if not staff.is_active:
        print(
            f"{args.staff}: name, e-mail, login name and password go, of a technician also the name that"
        )
        print("customers saw, home and certificate numbers; badge, skills and the record stay")
        _confirm(args, "Erase this person for good?")
    actor, why = Actor.system("command"), EraseReason(args.reason)
    perform(erase_former_staff, actor=actor, now=clock.now(), staff_id=staff.id, reason=why)
    _settle()
    holds = find_fault("staff", staff.id) is None
    print(f"erased; the chain {'still verifies' if holds else 'DOES NOT VERIFY'}")
    _say_backups()


def _settle() -> None:
    """Ring the timers that the erasure has set now, as the watch would: what other rooms hold of the
    person goes, and the erasure is noted beside the backups. What fails is left to the watch."""
    from yinuo.config.wiring import timer_handlers
    from yinuo.store import clock
    from yinuo.store.timer import Timers
    from yinuo.store.watch import run_due

    run_due((Timers(timer_handlers),), clock.now())


def _confirm(args: argparse.Namespace, question: str) -> None:
    if args.yes:
        return
    if not sys.stdin.isatty():
        raise NotDone("nobody is there to say yes: add --yes. Nothing was erased")
    if input(f"{question} This can't be undone. Type yes: ").strip().lower() != "yes":
        raise NotDone("nothing was erased")


def _check(plans: Sequence[ErasurePlan]) -> str:
    """Whether the chains of the people and of their cases hold."""
    from yinuo.case.reads import list_case_ids
    from yinuo.record.reads import find_fault

    subjects = [("person", plan.customer_id) for plan in plans]
    subjects += [("case", id) for plan in plans for id in list_case_ids(plan.customer_id)]
    broken = [subject for subject in subjects if find_fault(*subject) is not None]
    return f"{len(subjects)} chains verify" if not broken else f"BROKEN: {broken}"


def _say_backups() -> None:
    """What the command can't reach, and until when."""
    from yinuo.backup.register import describe_backups

    print(describe_backups())
