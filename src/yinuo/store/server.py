"""The embedded PostgreSQL server: a thin layer over the programs of a wheel.

It survives what happens to a server that nobody administers: kill -9 of the server or of its making, a
process id that now belongs to somebody else, several processes that start it at once. It listens on a
Unix socket in a folder of its own and never on the network.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from psycopg import pq
from psycopg.conninfo import make_conninfo

from .server_place import (
    Account,
    ServerNotStarted,
    find_account,
    find_place,
    find_programs,
    make_folder,
    make_socket_folder,
)
from .server_settings import FIRST_SETTINGS, FIXED_SETTINGS, FOR_INITDB, PORT, SUPERUSER

_STOP_SECONDS = 60
_PAUSE_SECONDS = 0.1
_TAIL_BYTES = 2000
_START_LOG = "start.log"
_FIRST_WORDS = "starting PostgreSQL"
_MEMORY_IN_USE = "is still in use"  # "pre-existing shared memory block …"


class Server:
    """One cluster under `root`, started and stopped by whoever needs it, from any process."""

    def __init__(self, root: Path, *, unsafe_fsync_off: bool = False) -> None:
        """Name a server; nothing is touched before `start`.

        `unsafe_fsync_off` gives up durability: for throw-away data, and for the control run that shows
        what would be lost.
        """
        self._place = find_place(root)
        self._fsync = "off" if unsafe_fsync_off else "on"

    @property
    def socket(self) -> Path:
        """The folder of the server's socket; the same before and after `start`."""
        return self._place.socket

    @property
    def data(self) -> Path:
        """The folder of the cluster."""
        return self._place.data

    @property
    def dsn(self) -> str:
        """Connection string of the superuser."""
        return make_conninfo(host=str(self.socket), port=PORT, user=SUPERUSER, dbname="postgres")

    def is_alive(self) -> bool:
        """Whether the server accepts connections."""
        return pq.PGconn.ping(self.dsn.encode()) == pq.Ping.OK

    def pid(self) -> int | None:
        """Process id of the running server; None if there is none."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")  # a zombie has none
        except (OSError, IndexError, ValueError):
            return None
        return pid if words[1:3] == [b"-D", os.fsencode(self.data)] else None

    def start(self, timeout_seconds: float = 600) -> str:
        """Make the cluster if there is none, start it if it doesn't run, wait for its recovery.

        Returns the superuser's connection string. Raises ServerNotStarted with the end of the log.
        """
        if not self.is_alive():
            make_folder(self._place.root)
            with self._lock():
                account = find_account(self._place)
                programs = find_programs(self._place, account)
                make_socket_folder(self._place, account)
                for left_over in self._place.root.glob("draft.*"):
                    shutil.rmtree(left_over, ignore_errors=True)
                if not (self.data / "PG_VERSION").exists():
                    self._make_cluster(programs, account)
                self._bring_up(programs, account, time.monotonic() + timeout_seconds)
        return self.dsn

    def stop(self) -> None:
        """Stop the server, ending its sessions; does nothing if it isn't running."""
        if self.pid() is None:
            return
        with self._lock():
            account = find_account(self._place)
            programs = find_programs(self._place, account)
            arguments = ("-D", self.data, "-w", "-t", _STOP_SECONDS, "-m")
            _run(account, programs / "pg_ctl", "stop", *arguments, "fast")
            if self.pid() is not None:
                _run(account, programs / "pg_ctl", "stop", *arguments, "immediate")
        if self.pid() is not None:
            raise RuntimeError(f"the database server doesn't stop:\n{self._last_words()}")

    def remove(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        shutil.rmtree(self._place.root, ignore_errors=True)
        shutil.rmtree(self.socket, ignore_errors=True)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self._place.root / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make_cluster(self, programs: Path, account: Account | None) -> None:
        """Make the cluster under another name and rename it when whole: a killed making leaves a draft.

        Each draft has a name of its own, since the killed one's children may still be writing theirs.
        """
        draft = self._place.root / f"draft.{token_hex(4)}"
        draft.mkdir(mode=0o700)
        if account:
            os.chown(draft, account.uid, account.gid)
        settings = [part for item in FIRST_SETTINGS.items() for part in ("-c", "=".join(item))]
        if self._fsync == "off":
            settings.append("--no-sync")
        options = (*FOR_INITDB, f"--username={SUPERUSER}")
        done = _run(account, programs / "initdb", *options, *settings, "-D", draft)
        if done.returncode:
            raise ServerNotStarted(f"initdb: {done.stderr.strip()}")
        draft.rename(self.data)
        _sync(self._place.root)

    def _bring_up(self, programs: Path, account: Account | None, deadline: float) -> None:
        """Start the server until it accepts connections.

        After a kill -9 the children of the old server hold its memory until they notice, and one that
        another process launched may still be recovering: both are waited for.
        """
        while not self.is_alive():
            if self.pid() is None:
                self._drop_stale_files()
                self._launch(programs, account, deadline)
            if self.is_alive():
                return
            told = self._last_words()
            is_passing = self.pid() is not None or _MEMORY_IN_USE in told
            if not is_passing or time.monotonic() > deadline:
                raise ServerNotStarted(f"the database server doesn't start:\n{told}")
            time.sleep(_PAUSE_SECONDS)

    def _launch(self, programs: Path, account: Account | None, deadline: float) -> None:
        log = self._place.root / _START_LOG
        log.unlink(missing_ok=True)
        folders = f'"{self.socket}"'  # a list, in which a quoted path may hold blanks
        fixed = FIXED_SETTINGS | {"fsync": self._fsync, "unix_socket_directories": folders}
        options = [f"-c {shlex.quote(f'{name}={value}')}" for name, value in fixed.items()]
        log.touch(mode=0o600)
        if account:
            os.chown(log, account.uid, account.gid)
        seconds = max(1, int(deadline - time.monotonic()))
        arguments = (
            "-D",
            self.data,
            "-w",
            "-t",
            seconds,
            "-l",
            log,
            "-o",
            " ".join(options),
        )
        _run(account, programs / "pg_ctl", "start", *arguments)

    def _drop_stale_files(self) -> None:
        """Delete the pid files of a server that is no more.

        PostgreSQL recognises a dead number by itself, but not one that a zombie or a stranger has now. A
        cluster that is still in use it finds by its shared memory, with or without these files.
        """
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _last_words(self) -> str:
        """What the server said since it was launched, before and after its log was open."""
        logs = sorted(self.data.glob("log/*.log"), key=lambda path: path.stat().st_mtime)
        since_launch = _tail(logs[-1]).rpartition(_FIRST_WORDS)[2] if logs else ""
        return f"{_tail(self._place.root / _START_LOG)}\n{since_launch}".strip()


def _run(
    account: Account | None, program: Path, *arguments: object
) -> subprocess.CompletedProcess[str]:
    """Run one of the server's programs as its user, deaf to the PG… variables meant for clients."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    command = [str(program), *map(str, arguments)]
    return subprocess.run(
        command,
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def _tail(path: Path) -> str:
    try:
        return path.read_bytes()[-_TAIL_BYTES:].decode(errors="replace").strip()
    except OSError:
        return ""


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
