"""Who of the staff is in at this browser: let in after password and code, asked at each page, let out."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from yinuo.base.actor import Actor
from yinuo.people.actions import begin_login, end_one_login, see_login, settle_login
from yinuo.people.facts import StaffFacts, StaffRole
from yinuo.people.logins import find_login, has_login_gone_idle, is_trusted
from yinuo.people.reads import get_staff
from yinuo.store import clock
from yinuo.store.perform import perform

SHIFT = timedelta(hours=12)
"""A technician's phone stays logged in for a shift; he can't type a password at a customer's door."""
OFFICE = timedelta(hours=4)
"""A screen in an office, which others walk past."""
DEVICE_COOKIE = "yinuo_device"
_PENDING = "pending_login"
_PENDING_FOR = timedelta(minutes=10)
_LOGIN, _FACTOR = "login_id", "has_factor"
_SEEN_EVERY = timedelta(minutes=1)
_BROWSERS = ("MicroMessenger", "Edg", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")


def needs_factor() -> bool:
    """Whether this installation lets nobody of the staff in without a second factor."""
    return bool(settings.YINUO_SECOND_FACTOR == "required")


def hold(request: HttpRequest, staff_id: UUID, wanted: str) -> None:
    """Remember that the password was right, until the code is: this browser isn't in yet."""
    request.session.cycle_key()
    at = clock.real_now().isoformat()
    request.session[_PENDING] = {
        "staff": str(staff_id),
        "at": at,
        "wanted": wanted,
        "password": _password_hash(staff_id),
    }


def _password_hash(staff_id: UUID) -> str:
    """What changes with the password: a login that is half done ends with it, as a whole one does."""
    user = ModelBackend().get_user(staff_id)
    return user.get_session_auth_hash() if user is not None else ""


def held(request: HttpRequest) -> StaffFacts | None:
    """Whose password was right a moment ago; None if nobody's, if it is too long ago, if there is another one
    by now, or if he has left."""
    pending = request.session.get(_PENDING)
    if pending is None:
        return None
    is_over = clock.real_now() - datetime.fromisoformat(pending["at"]) > _PENDING_FOR
    staff = get_staff(UUID(pending["staff"]))
    is_same = constant_time_compare(pending.get("password", ""), _password_hash(staff.id))
    if is_over or not staff.is_active or not is_same:
        del request.session[_PENDING]
        return None
    return staff


def wanted_page(request: HttpRequest) -> str:
    """The page that was asked for before the login, if it is one of ours; else empty."""
    wanted = str((request.session.get(_PENDING) or {}).get("wanted", ""))
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""


def is_known_device(request: HttpRequest, staff_id: UUID) -> bool:
    """Whether this browser isn't asked for a code of this person's."""
    token = request.COOKIES.get(DEVICE_COOKIE, "")
    return bool(token) and is_trusted(staff_id, token, clock.now())


def enter(request: HttpRequest, staff: StaffFacts, *, has_factor: bool) -> None:
    """Let somebody in: a new session that ends with the shift, and a row by which it can be ended sooner."""
    user = ModelBackend().get_user(staff.id)
    assert user is not None
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop(_PENDING, None)
    now, actor = clock.now(), Actor.staff(staff.id)
    perform(settle_login, actor=actor, now=now, staff_id=staff.id, username=staff.username)
    request.session[_FACTOR] = has_factor
    _begin(request, staff)


def note_factor(request: HttpRequest) -> None:
    """The one who is in has just set up a second factor and entered a code of it."""
    request.session[_FACTOR] = True


def is_in(request: HttpRequest, staff: StaffFacts) -> bool:
    """Whether this browser's login still runs; one that was ended, or stood unused for too long, is out.

    A session that knows no login yet, of an earlier version, is taken up, but for a second factor that it
    would have had to show.
    """
    if not staff.is_active or (needs_factor() and not request.session.get(_FACTOR)):
        return False
    login_id = request.session.get(_LOGIN)
    if login_id is None:
        _begin(request, staff)
        return True
    now = clock.real_now()
    row = find_login(UUID(login_id), staff.id)
    if row is None:
        return False
    if has_login_gone_idle(row, staff.role, now):
        _end(request, staff)
        return False
    if now - row.seen_at > _SEEN_EVERY:
        perform(see_login, actor=Actor.staff(staff.id), now=now, login_id=row.id)
    return True


def login_id_of(request: HttpRequest) -> UUID | None:
    """The login that this browser's session names."""
    login_id = request.session.get(_LOGIN)
    return UUID(login_id) if login_id else None


def leave(request: HttpRequest) -> None:
    """Out: the login's row, and the session with everything in it."""
    if request.user.is_authenticated:
        _end(request, get_staff(request.user.pk))
    logout(request)


def keep_device(response: HttpResponse, token: str) -> None:
    """Give the browser the cookie by which it isn't asked for a code for thirty days."""
    response.set_cookie(
        DEVICE_COOKIE,
        token,
        max_age=timedelta(days=30),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _begin(request: HttpRequest, staff: StaffFacts) -> None:
    lasts = SHIFT if staff.role is StaffRole.TECHNICIAN else OFFICE
    login_id = perform(
        begin_login,
        actor=Actor.staff(staff.id),
        now=clock.real_now(),
        staff_id=staff.id,
        device=_device(request.headers.get("User-Agent", "")),
        lasts=lasts,
    )
    request.session[_LOGIN] = str(login_id)
    request.session.set_expiry(int(lasts.total_seconds()))


def _end(request: HttpRequest, staff: StaffFacts) -> None:
    login_id = login_id_of(request)
    if login_id is not None:
        now, actor = clock.real_now(), Actor.staff(staff.id)
        perform(end_one_login, actor=actor, now=now, login_id=login_id, staff_id=staff.id)


def _device(agent: str) -> str:
    """A family of browsers and a system, enough to recognise one's own: `Chrome · Android`."""
    browser = next((name for name in _BROWSERS if name in agent), "")
    system = next((name for name in _SYSTEMS if name in agent), "")
    names = {"Edg": "Edge", "MicroMessenger": "WeChat", "Macintosh": "macOS"}
    return " · ".join(names.get(part, part) for part in (browser, system) if part)
