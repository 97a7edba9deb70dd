"""What one intake writes, as a pgbench script: the same statements on the same tables, each time other rows.

pgbench replaces `:unique_number`, twelve digits, wherever it stands. So each id that the intake made keeps
its time and gets the number in the place of its last twelve hexadecimal digits, and so do the digests,
several of which have to be unique. All other values stay as they were, with their sizes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from yinuo.base.actor import Actor
from yinuo.intake.actions import report_fault
from yinuo.intake.facts import FaultReport
from yinuo.outlet.models import Company, Outlet, Technician
from yinuo.store import clock
from yinuo.store.perform import perform

_NUMBER = ":unique_number"
_HEAD = "\\set unique_number random(100000000000, 999999999999)\nBEGIN;\n"
_WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")
_UUID = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}\b")
_DIGEST = re.compile(r"\b([0-9a-f]{52})[0-9a-f]{12}\b")


def script_of(report: dict[str, object], key: str) -> str:
    """Take one report in, and return everything it wrote as one transaction for pgbench."""
    company = Company.objects.get()
    written: list[str] = []
    with connection.execute_wrapper(_keep_writes(written)):
        perform(
            report_fault,
            actor=Actor.system("web"),
            now=clock.now(),
            key=key,
            report=msgspec.convert(report, FaultReport),
            company_id=company.id,
        )
    text = ";\n".join(written).replace(f"'{key}'", f"'{key}-{_NUMBER}'")
    return f"{_HEAD}{_renumber(text, _known_ids(), _known_digests())};\nCOMMIT;\n"


def _keep_writes(written: list[str]) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.split(maxsplit=1)[0].upper() in _WRITES:
            written.append(context["cursor"].cursor.mogrify(sql, params).strip())
        return execute(sql, params, many, context)

    return wrapper


def _known_ids() -> set[str]:
    """Ids that were there before: the new rows point to them."""
    models = (Company, Outlet, Technician)
    return {str(id) for model in models for id in model.objects.values_list("id", flat=True)}


def _known_digests() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rulebook_id FROM outlet_rulebookversion")
        return {row[0] for row in cursor.fetchall()}


def _renumber(text: str, known_ids: set[str], known_digests: set[str]) -> str:
    places: dict[str, int] = {}

    def number_id(found: re.Match[str]) -> str:
        id = str(UUID(found[0]))  # in an array they stand without dashes
        if id in known_ids:
            return id
        place = places.setdefault(id, len(places))
        return f"{id[:14]}7{place:03x}-{id[19:23]}-{_NUMBER}"

    def number_digest(found: re.Match[str]) -> str:
        return found[0] if found[0] in known_digests else found[1] + _NUMBER

    return _DIGEST.sub(number_digest, _UUID.sub(number_id, text))
