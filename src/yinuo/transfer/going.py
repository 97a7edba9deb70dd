"""Goes through a file to its end, some lines in a transaction, from wherever the last worker was."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import DataError, IntegrityError

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.store import clock
from yinuo.store.perform import perform

from .actions.working import refuse_line, take_lines
from .facts import Fault, ImportFacts, Line, Outcome, Verdict
from .loaders import LOADERS, Loader, Setting
from .reads import get_import, lines_of, read_grid


def carry_on(import_id: UUID, tell: Callable[[ImportFacts], None] | None = None) -> None:
    """Work through the lines that are left, until the end or until somebody stops it; `tell` hears after each
    batch how far it is.

    Two at once do no harm: whoever finds that the position has moved leaves the rest to the other.
    """
    found = get_import(import_id)
    if not found.is_at_work:
        return
    lines = tuple(lines_of(read_grid(import_id), found.columns))
    work = _Work(found, lines)
    while work.step():
        if tell is not None:
            tell(get_import(import_id))
    if tell is not None:
        tell(get_import(import_id))


class _Work:
    """The lines of one import, and the loader that remembers what it has seen of them."""

    def __init__(self, found: ImportFacts, lines: tuple[Line, ...]) -> None:
        self._import, self._lines = found, lines
        self._actor = Actor.staff(found.staff_id) if found.staff_id else Actor.system("import")
        self._position = found.position
        self._loader = self._fresh_loader()

    def step(self) -> bool:
        """Take some lines more; whether there is anything left to do here."""
        if self._position >= len(self._lines):
            return False
        count = self._loader.at_once or len(self._lines)
        batch = self._lines[self._position : self._position + count]
        try:
            taken = self._take(batch)
        except (YinuoError, IntegrityError, DataError):
            taken = self._take_one_by_one(batch)
        return taken

    def _take(self, batch: tuple[Line, ...]) -> bool:
        taken = perform(
            take_lines,
            actor=self._actor,
            now=clock.now(),
            import_id=self._import.id,
            run=self._import.run,
            position=self._position,
            lines=batch,
            loader=self._loader,
        )
        if taken:
            self._position += len(batch)
        return taken

    def _take_one_by_one(self, batch: tuple[Line, ...]) -> bool:
        """One of these lines can't be written: the others must not stay out for it."""
        for line in batch:
            self._loader = self._fresh_loader()
            try:
                taken = self._take((line,))
            except YinuoError as error:
                taken = self._refuse(line, Fault("", error.zh, error.en))
            except (IntegrityError, DataError):
                taken = self._refuse(line, _NOT_STORED)
            if not taken:
                return False
        self._loader = self._fresh_loader()
        return True

    def _refuse(self, line: Line, fault: Fault) -> bool:
        taken = perform(
            refuse_line,
            actor=self._actor,
            now=clock.now(),
            import_id=self._import.id,
            run=self._import.run,
            position=self._position,
            verdict=Verdict(line.number, Outcome.REFUSED, (fault,)),
        )
        if taken:
            self._position += 1
        return taken

    def _fresh_loader(self) -> Loader:
        """One that has seen the lines before the position and nothing of a transaction that failed."""
        found = self._import
        setting = Setting(found.company_id, found.kind, self._actor, found.options)
        loader = LOADERS[found.kind](setting)
        loader.recall(self._lines[: self._position])
        return loader


_NOT_STORED = Fault(
    "",
    "数据库没有收下这一行，别的行照常。请核对后单独再导入一次",
    "wasn't taken by the database; the other lines were. Check it and import it alone",
)
