"""`yinuo run`: an installation - pages, stream, worker, watch - until it is told to stop."""

from __future__ import annotations

import argparse
import contextlib
import sys

from yinuo.store.connection import find_home

from .alone import alone_in
from .django_setup import set_up
from .installation import Addresses, database_of_ours, prepare, supervise


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("run", help="run an installation: pages, stream, worker, watch")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--stream-port", type=int, default=8001)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Start everything, keep it up, and on SIGTERM or Ctrl-C end it in order."""
    addresses = Addresses(args.host, args.port, args.stream_port)
    with alone_in(find_home()) as ledger, database_of_ours():
        set_up()
        prepare()
        supervisor = supervise(addresses, addresses.environment(), ledger)
        _say(f"Yinuo runs at {addresses.url} (stop with Ctrl-C)")
        for warning in filter(None, (company_warning(), notices_warning())):
            _say(warning)
        supervisor.run()
    return 0


def company_warning() -> str | None:
    """What is missing before a customer can report anything; None where the company has its rules."""
    from django.conf import settings

    from yinuo.outlet.facts import RulebookMissing
    from yinuo.outlet.reads import find_company, get_rulebook
    from yinuo.store import clock

    company = find_company(settings.YINUO_COMPANY or None)
    missing = "company is imported"
    if company is not None:
        missing = "rulebook of the company is in force"
        with contextlib.suppress(RulebookMissing):
            get_rulebook(company.id, clock.now())
            return None
    return f"NOTHING CAN BE REPORTED YET: no {missing}; see docs/how-to/outlet-files.md for what to import"


def notices_warning() -> str | None:
    """What the operator must know of notices that reach nobody; None where mail and SMS take them."""
    from django.conf import settings

    if settings.YINUO_NOTICE_CHANNEL == "folder":
        return (
            "NOTICES ARE SENT TO NOBODY: YINUO_NOTICE_CHANNEL=folder writes them to "
            f"{settings.YINUO_HOME}/mail and takes them for delivered; it is meant for the demo"
        )
    missing = _missing_ways()
    if not missing:
        return None
    return (
        f"NOTICES WAIT: {'; '.join(missing)} (see docs/how-to/notices.md); what waits is kept and "
        "then sent"
    )


def _missing_ways() -> list[str]:
    """What isn't set up, and whom that leaves without word."""
    from django.conf import settings

    from yinuo.notice.adapters.sms_templates import TemplatesFileInvalid, list_missing

    missing = []
    if not settings.EMAIL_HOST:
        missing.append("no mail server is named, so staff get no mail until YINUO_SMTP_HOST is set")
    if not settings.YINUO_SMS:
        missing.append(
            "no SMS gateway is named, so customers who gave a phone alone get nothing until YINUO_SMS is set"
        )
    if settings.YINUO_SMS == "http":
        try:
            unregistered = list_missing()
        except (OSError, TemplatesFileInvalid) as error:
            missing.append(f"YINUO_SMS_TEMPLATES can't be read: {error}")
        else:
            if unregistered:
                missing.append(
                    f"{len(unregistered)} texts have no number in YINUO_SMS_TEMPLATES and go by mail alone, "
                    f"{unregistered[0]} among them"
                )
    return missing


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
