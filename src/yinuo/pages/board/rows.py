"""Rows of the board: each job and technician in words for the list, and in figures for map and timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinuo.case.facts import Urgency
from yinuo.engines import places
from yinuo.outlet.facts import OnDutyFacts
from yinuo.outlet.reads import name_technicians
from yinuo.pages.frame.language import language
from yinuo.pages.technician.scene import fault_name
from yinuo.pages.technician.words import STATES, LazyText
from yinuo.promise.facts import PromiseState
from yinuo.work.visit.facts import VisitFacts, VisitState

from .picture import JobSight, Picture, TechnicianSight

SOON = timedelta(minutes=10)
"""From when on a promise that still runs is warned of; board.js has the same from the page."""
_AT_WORK = (VisitState.ON_SITE,)
_ORDER = ("driving", "working", "paused", "idle")
TONES: Mapping[str, LazyText] = {
    "bad": _("已超时"),
    "warn": _("快到点"),
    "ok": _("来得及"),
    "later": _("客户要晚些"),
    "there": _("已到现场"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a job stands: its tone, and the instant that it counts down to, None where nothing is counted."""

    tone: str
    due_at: datetime | None
    order: tuple[int, datetime]


def standing_of(sight: JobSight, now: datetime) -> Standing:
    """The tone of a job: late, nearly late, in time, waiting for its customer's time, or under work."""
    job = sight.live.job
    due_at = sight.promise.deadline_at if sight.promise else job.deadline_at
    if any(visit and visit.state in _AT_WORK for _row, visit in sight.visits):
        return Standing("there", None, (2, due_at))
    if sight.promise and sight.promise.state in (PromiseState.KEPT, PromiseState.RELEASED):
        return Standing("there", None, (2, due_at))
    if job.not_before_at is not None and job.not_before_at > now:
        return Standing("later", due_at, (1, due_at))
    if due_at <= now:
        return Standing("bad", due_at, (0, due_at))
    etas = [eta_of(row.eta, visit) for row, visit in sight.visits]
    is_tight = due_at - now < SOON or any(eta > due_at for eta in etas)
    return Standing("warn" if is_tight else "ok", due_at, (0, due_at))


def eta_of(planned: datetime, visit: VisitFacts | None) -> datetime:
    """When somebody is expected, as announced since; or when he arrived."""
    return planned if visit is None else visit.arrived_at or visit.eta_at


def job_rows(picture: Picture) -> list[dict[str, Any]]:
    """The jobs by time left, as `parts/job_row.html` takes them."""
    ids = {row.technician_id for sight in picture.jobs for row in sight.live.assignments}
    names = name_technicians(ids, language())
    rows = [job_row(sight, names, picture.now) for sight in picture.jobs]
    return sorted(rows, key=lambda row: row["standing"].order)


def job_row(sight: JobSight, names: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """One job in words; `names` are those of its technicians."""
    live, case = sight.live, sight.case
    standing = standing_of(sight, now)
    return {
        "id": live.job.id,
        "case": case,
        "place": place_name(case.division_code),
        "fault": fault_name(case),
        "is_emergency": case.urgency in (Urgency.EMERGENCY, Urgency.URGENT),
        "standing": standing,
        "word": TONES[standing.tone],
        "count": count_text(standing.due_at, now),
        "seats": [
            {
                "assignment": row,
                "name": names.get(str(row.technician_id), ""),
                "eta_at": eta_of(row.eta, visit),
                "state": STATES[visit.state] if visit else "",
                "is_there": bool(visit and visit.state in _AT_WORK),
                "late_percent": round(100 * row.p_late),
            }
            for row, visit in sight.visits
        ],
        "missing": live.job.crew - len(live.assignments),
        "is_nobody_able": live.is_nobody_able,
        "not_before_at": live.job.not_before_at,
        "live": live,
        "visits": sight.visits,
        "now": now,
    }


def technician_rows(picture: Picture) -> list[dict[str, Any]]:
    """Everybody on duty, who is busy in front, as `parts/technician_row.html` takes them."""
    rows = [technician_row(sight, picture.now) for sight in picture.technicians]
    return sorted(rows, key=lambda row: _ORDER.index(row["tone"]))


def technician_row(sight: TechnicianSight, now: datetime) -> dict[str, Any]:
    """One technician in words."""
    pause = sight.pause
    is_paused = pause is not None and pause.starts_at <= now
    tone = "idle"
    if sight.work is not None:
        is_there = sight.visit is not None and sight.visit.state in _AT_WORK
        tone = "working" if is_there else "driving"
    return {
        "id": sight.duty.technician_id,
        "name": duty_name(sight.duty),
        "tone": "paused" if is_paused else tone,
        "state": _state_text(sight, is_paused=is_paused),
        "until": sight.duty.shift.ends_at,
        "pause": pause,
        "is_paused": is_paused,
        "seen_at": sight.position.seen_at if sight.position else None,
        "sight": sight,
        "now": now,
    }


def _state_text(sight: TechnicianSight, *, is_paused: bool) -> str:
    if sight.visit is not None:
        return str(STATES[sight.visit.state])
    if is_paused:
        return gettext("暂停接单")
    return gettext("空闲")


def count_text(due_at: datetime | None, now: datetime) -> str:
    """What is left, as board.js counts it: 12:30, 1:05:00, and +3:20 once it is over."""
    if due_at is None:
        return ""
    seconds = round((due_at - now).total_seconds())
    over, seconds = seconds < 0, abs(seconds)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    text = f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
    return f"+{text}" if over else text


@cache
def place_name(code: str) -> str:
    """The county, or else the city, of a division code; it names no door."""
    try:
        names = places.get_division(code).names
    except places.DivisionUnknown:
        return code
    return names.county or names.city or names.province


def zone_name(code: str) -> str:
    """A dispatch zone's name: its city's."""
    return place_name(code)


def duty_name(duty: OnDutyFacts) -> str:
    """Short name and badge in the reader's language."""
    name = duty.name_en if language().startswith("en") else duty.name_zh
    return f"{name} {duty.badge_no}"


def job_data(row: dict[str, Any], *, html: bool) -> dict[str, Any]:
    """One job in figures, and with its row as it stands in the list if asked for."""
    job, standing = row["live"].job, row["standing"]
    return {
        "id": str(job.id),
        "lat": job.point.lat,
        "lng": job.point.lng,
        "due": ms(standing.due_at),
        "tone": standing.tone,
        "urgent": row["is_emergency"],
        "label": f"{row['place']} {row['fault']}",
        "seats": [_seat_data(seat, job.service_minutes) for seat in row["seats"]],
        "html": _render("job", row) if html else "",
    }


def _seat_data(seat: dict[str, Any], service_minutes: int) -> dict[str, Any]:
    eta_at = seat["eta_at"]
    return {
        "who": str(seat["assignment"].technician_id),
        "from": ms(seat["assignment"].made_at),
        "eta": ms(eta_at),
        "until": ms(eta_at + timedelta(minutes=service_minutes)),
        "there": seat["is_there"],
    }


def technician_data(row: dict[str, Any], *, html: bool) -> dict[str, Any]:
    """One technician in figures, and with his row as it stands in the list if asked for."""
    sight: TechnicianSight = row["sight"]
    target = sight.target[0] if sight.target and row["tone"] == "driving" else None
    pause = sight.pause
    return {
        "id": str(row["id"]),
        "name": row["name"],
        "lat": sight.point.lat,
        "lng": sight.point.lng,
        "seen": ms(row["seen_at"]),
        "tone": row["tone"],
        "to": [target.lat, target.lng] if target else None,
        "shift": [ms(sight.duty.shift.starts_at), ms(sight.duty.shift.ends_at)],
        "pause": [ms(pause.starts_at), ms(pause.ends_at)] if pause else None,
        "html": _render("technician", row) if html else "",
    }


def _render(what: str, row: dict[str, Any]) -> str:
    return render_to_string(f"board/parts/{what}_row.html", {"row": row, "now": row["now"]})


def ms(at: datetime | None) -> int | None:
    """An instant as scripts count it."""
    return None if at is None else round(at.timestamp() * 1000)
