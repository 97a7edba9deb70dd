"""Settings of the tests: the product's own, in a throw-away home that processes started by a test inherit.

The tests' own connection is the owner's, who may empty tables; what the application's role may do is
tested by connecting as that role, and processes that a test starts run as it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
    os.environ.pop(_name, None)  # never a database that belongs to somebody
# Not below pytest's tmp_path, which only root may enter. The number says whose it is: see conftest.
_home = tempfile.mkdtemp(prefix=f"yinuo-test-{os.getpid()}-", dir="/tmp")
Path(_home).chmod(0o711)
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ |= {"YINUO_HOME": _home, "YINUO_MOVED_CLOCK": "1", "YINUO_NOTICE_CHANNEL": "folder"}
os.environ["YINUO_SECOND_FACTOR"] = "offered"  # tests/pages/staff/test_factor.py asks for it
os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1] / "src")

from yinuo.config.settings import *  # noqa: E402, F403 - the home has to be named first
from yinuo.config.settings import DATABASES, INSTALLED_APPS  # noqa: E402

INSTALLED_APPS += ["tests.emptying"]
PASSWORD_HASHERS = ["tests.passwords.OneRound"]
DATABASES["default"] = DATABASES["owner"] | {"TEST": {"NAME": DATABASES["owner"]["NAME"]}}
os.environ["DJANGO_SETTINGS_MODULE"] = "yinuo.config.settings"  # for the processes; ours are loaded
