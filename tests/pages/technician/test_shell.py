"""What the app's worker keeps before it takes over."""

from __future__ import annotations

from collections import Counter

from django.contrib.staticfiles import finders

from yinuo.pages.technician.phone import SHELL


def test_the_shell_names_each_file_once_and_only_files_that_there_are() -> None:
    """A browser that is told to keep one twice refuses all of them, and the app is gone without a
    connection."""
    assert [name for name, count in Counter(SHELL).items() if count > 1] == []
    assert [name for name in SHELL if finders.find(name) is None] == []
