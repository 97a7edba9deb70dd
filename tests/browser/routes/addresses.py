"""How the addresses of the pages are filled: with the cases, visits and people of the exhibits."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.exhibits import NOBODY, Exhibits
from tests.world import job_of
from yinuo.people.reads import find_staff, find_unit
from yinuo.people.stickers import sticker_token


def arguments(route: str, name: str, world: Exhibits) -> dict[str, str]:
    """What fills the address of a route for the case, or whatever else, of this name."""
    if route in _FILLED:
        return _FILLED[route](world, name)
    if route.startswith("case"):
        return _case(world, name)
    return {}


def _case(world: Exhibits, name: str) -> dict[str, str]:
    return {"case_id": str(world.case(name).id) if name else NOBODY}


def _job(world: Exhibits, name: str) -> dict[str, str]:
    return {"job_id": str(job_of(world.case(name)).id) if name else NOBODY}


def _visit(world: Exhibits, name: str) -> dict[str, str]:
    return {"visit_id": str(world.walks[name].visit_id) if name else NOBODY}


def _member(world: Exhibits, name: str) -> dict[str, str]:
    member = find_staff(name)
    return {"staff_id": str(member.id) if member else NOBODY}


def _call(world: Exhibits, name: str) -> dict[str, str]:
    return {"call_id": world.links[name] if name else NOBODY}


def _sticker(serial: str) -> str:
    unit = find_unit(serial)
    return sticker_token(unit.id) if unit else "no-sticker-of-ours"


def _technician(world: Exhibits, name: str) -> dict[str, str]:
    return {"technician_id": str(world.walks[name].facts.technician_id) if name else NOBODY}


_FILLED: dict[str, Callable[[Exhibits, str], dict[str, str]]] = {
    "link": lambda world, name: {
        "token": world.links.get(name, "no-such-link-0000000000000000000000")
    },
    "link-notices": lambda world, name: {
        "token": world.links.get(name, "no-such-link-0000000000000000000000")
    },
    "link-notices-off": lambda world, name: {
        "token": world.links.get(name, "no-such-link-0000000000000000000000"),
        "purpose": "reminder",
    },
    "product": lambda world, name: {"token": _sticker(name)},
    "genuine-report-state": lambda world, name: {
        "number": world.links.get(name, "F000000-AAAA-AAAA")
    },
    "technician:visit": _visit,
    "technician:now": _visit,
    "technician:offline": _visit,
    "technician:badge": _visit,
    "company:case": _case,
    "board:job": _job,
    "board:technician": _technician,
    "company:decide": _case,
    "company:work-order": _case,
    "company:erase": _case,
    "company:figure": lambda world, name: {"figure": name},
    "company:member": _member,
    "company:fake": lambda world, name: {"entry_id": world.links.get(name, NOBODY)},
    "company:import": lambda world, name: {"import_id": world.links.get(name, NOBODY)},
    "login-first": lambda world, name: {"token": world.links.get(name, "no-such-link")},
    "company:badge": _technician,
    **{f"desk:{name}": _call for name in ("call", "new")},
    **{
        f"desk:{name}": _case
        for name in ("case", "case-now", "later", "withdraw", "dispute", "merge", "part")
    },
}
"""How the address of each route with a gap is filled; those that begin with `case` take a case."""
