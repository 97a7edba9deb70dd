"""The board with 50 technicians and 30 jobs in a browser, beside plainer ways to draw it: see README.md."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from statistics import quantiles
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT / "src"), str(_ROOT)]
_STEP_SECONDS = 0.1
_WATCHING = """
window.seen = { frames: 0, long: [], lag: [], looks: 0 };
(function frame() { window.seen.frames += 1; requestAnimationFrame(frame); })();
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.long.push(entry.duration);
}).observe({ type: 'longtask' });
const listen = EventSource.prototype.addEventListener;
EventSource.prototype.addEventListener = function (name, act) {
  listen.call(this, name, name !== 'moved' ? act : (event) => {
    const newest = Math.max(...JSON.parse(event.data).map((move) => move[3]));
    window.seen.lag.push(Date.now() - newest * 1000);
    act(event);
  });
};
"""
PEERS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "ours: one canvas, only what changed": {},
    "peer: Leaflet's SVG marks": {
        "map.js": (
            ("preferCanvas: true", "preferCanvas: false"),
            (
                "const Mark = L.CircleMarker.extend({",
                "const Mark = L.CircleMarker; L.CircleMarker.extend({",
            ),
        )
    },
    "peer: SVG marks, everything drawn anew each second": {
        "map.js": (
            ("preferCanvas: true", "preferCanvas: false"),
            (
                "const Mark = L.CircleMarker.extend({",
                "const Mark = L.CircleMarker; L.CircleMarker.extend({",
            ),
        ),
        "board.js": (
            ("if (this.retone(at) || performance", "if (true || this.retone(at) || performance"),
        ),
        "list.js": (
            ("(this.html.get(item.id) === item.html || !item.html)", "!item.html"),
            ("if (count.textContent !== text) ", ""),
        ),
    },
}
"""What each row changes in the page's own scripts as they are sent, and nothing else."""


def main() -> int:
    """Build the city, look at the board in each way, print a table and JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0, help="how long each row is watched")
    args = parser.parse_args()
    home = import_module("bench.world").make_home()
    ports = free_port(), free_port()
    os.environ |= {
        "YINUO_PUBLIC_URL": f"http://127.0.0.1:{ports[0]}",
        "YINUO_STREAM_URL": f"http://127.0.0.1:{ports[1]}/stream/",
        "YINUO_SECOND_FACTOR": "offered",
        "YINUO_NOTICE_CHANNEL": "folder",
    }
    try:
        import_module("yinuo.cli.django_setup").set_up()
        city, session = import_module("bench.board_world").build_city()
        with processes(ports):
            rows = [
                _watch(name, changes, city, session, args.seconds)
                for name, changes in PEERS.items()
            ]
    finally:
        import_module("django.db").connections.close_all()
        import_module("bench.world").remove_home(home)
    _show(rows)
    return 0


@contextlib.contextmanager
def processes(ports: tuple[int, int]) -> Iterator[None]:
    """The pages, the stream and the watch, as `yinuo run` starts them."""
    installation = import_module("yinuo.cli.installation")
    static = import_module("django.conf").settings.STATIC_ROOT
    web = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(ports[0]), "--blocking-threads", "2", "--log-level", "warning"),
        *("--static-path-route", "/static", "--static-path-mount", str(static)),
        "yinuo.config.wsgi:application",
    )
    watch = (sys.executable, "-m", "yinuo.cli", "process", "watch")
    commands = (web, installation.stream_command("127.0.0.1", ports[1]), watch)
    started = [subprocess.Popen(command) for command in commands]
    try:
        for port in ports:
            _wait_for(port)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def _watch(name: str, changes: Any, city: Any, session: str, seconds: float) -> dict[str, Any]:
    playwright = import_module("playwright.sync_api")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    url = os.environ["YINUO_PUBLIC_URL"]
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=next(found), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        context.add_init_script(_WATCHING)
        page = context.new_page()
        for script, pairs in changes.items():
            page.route(f"**/board/{script}", _changed(pairs))
        page.goto(f"{url}/board/")
        page.wait_for_selector("[data-stream-state][data-is=live]", timeout=20_000)
        page.wait_for_timeout(2000)
        measured = _measure(page, city, seconds)
        browser.close()
    return {"name": name} | measured


def _changed(pairs: tuple[tuple[str, str], ...]) -> Any:
    def answer(route: Any) -> None:
        response = route.fetch()
        text = response.text()
        for old, new in pairs:
            if old not in text:
                raise SystemExit(f"the script no longer says: {old}")
            text = text.replace(old, new)
        route.fulfill(response=response, body=text)

    return answer


def _measure(page: Any, city: Any, seconds: float) -> dict[str, Any]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.evaluate("Object.assign(window.seen, { frames: 0, long: [], lag: [] })")
    began, before = time.monotonic(), _busy_seconds(devtools)
    while time.monotonic() - began < seconds:
        at = time.monotonic()
        city.step()
        page.wait_for_timeout(max(1, 1000 * (_STEP_SECONDS - (time.monotonic() - at))))
    whole = time.monotonic() - began
    busy = _busy_seconds(devtools) - before
    seen = page.evaluate("window.seen")
    lags = quantiles(seen["lag"], n=20) if len(seen["lag"]) > 1 else [0.0] * 19
    return {
        "frames_a_second": round(seen["frames"] / whole, 1),
        "long_tasks": len(seen["long"]),
        "longest_ms": round(max(seen["long"], default=0)),
        "main_thread_ms_a_second": round(1000 * busy / whole, 1),
        "words": len(seen["lag"]),
        "lag_median_ms": round(lags[9]),
        "lag_p95_ms": round(lags[18]),
    }


def _busy_seconds(devtools: Any) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit(f"nothing listens on port {port}")


def _show(rows: list[dict[str, Any]]) -> None:
    print(
        f"{'frames/s':>8} {'long':>5} {'longest':>8} {'main ms/s':>9} {'lag p50':>8} {'p95':>6}",
        file=sys.stderr,
    )
    for row in rows:
        figures = (
            f"{row['frames_a_second']:8} {row['long_tasks']:5} {row['longest_ms']:8} "
            f"{row['main_thread_ms_a_second']:9} {row['lag_median_ms']:8} {row['lag_p95_ms']:6}"
        )
        print(f"{figures}  {row['name']}", file=sys.stderr)
    print(json.dumps(rows, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
