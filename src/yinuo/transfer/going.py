"""Goes through a file to its end, some lines in a transaction, from wherever the last worker was."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.store import clock
from yinuo.store.perform import perform

from .actions.working import look_again, refuse_line, take_lines
from .facts import Fault, ImportFacts, ImportState, Line, Outcome, Verdict
from .loaders import LOADERS, Setting
from .reads import get_import, lines_of, read_grid

logger = logging.getLogger(__name__)
_REFUSED = (YinuoError, IntegrityError, DataError, ArithmeticError, LookupError, ValueError)
"""What keeps a line out: a room's own refusal, the database's, or a value with which nobody reckoned.
Whatever else goes wrong isn't the line's doing, and the import is tried again."""


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
    if not work.catch_up():
        return
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
        setting = Setting(found.company_id, found.kind, self._actor, found.options)
        self._loader = LOADERS[found.kind](setting)

    def catch_up(self) -> bool:
        """Know of the lines before the position what whoever took them knew; whether to go on here."""
        done = self._lines[: self._position]
        if self._import.state is ImportState.RUNNING:
            self._loader.recall(done)
            return True
        return all(self._look_again(batch) for batch in self._batches(done))

    def step(self) -> bool:
        """Take some lines more; whether there is anything left to do here."""
        batch = next(self._batches(self._lines[self._position :]), ())
        if not batch:
            return False
        try:
            return self._take(batch)
        except _REFUSED:
            self._loader.undo()
            return self._take_one_by_one(batch)

    def _batches(self, lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
        count = self._loader.at_once or len(lines)
        for at in range(0, len(lines), max(count, 1)):
            yield lines[at : at + count]

    def _look_again(self, batch: tuple[Line, ...]) -> bool:
        try:
            return self._do(look_again, lines=batch, loader=self._loader)
        except _REFUSED:
            self._loader.undo()
            if len(batch) > 1:
                return all(self._look_again((line,)) for line in batch)
            self._loader.recall(batch)
            return True

    def _take(self, batch: tuple[Line, ...]) -> bool:
        taken = self._do(take_lines, lines=batch, loader=self._loader)
        if taken:
            self._position += len(batch)
        return taken

    def _take_one_by_one(self, batch: tuple[Line, ...]) -> bool:
        """One of these lines can't be written: the others must not stay out for it."""
        for line in batch:
            try:
                taken = self._take((line,))
            except _REFUSED as error:
                self._loader.undo()
                taken = self._refuse(line, self._fault(line, error))
            if not taken:
                return False
        return True

    def _refuse(self, line: Line, fault: Fault) -> bool:
        taken = self._do(refuse_line, verdict=Verdict(line.number, Outcome.REFUSED, (fault,)))
        if taken:
            self._position += 1
            self._loader.recall((line,))
        return taken

    def _fault(self, line: Line, error: Exception) -> Fault:
        """What is said of a line that raised this. The log names where, never what stands in the line."""
        if isinstance(error, YinuoError):
            return Fault("", error.zh, error.en)
        logger.error("line %d of import %s: %s", line.number, self._import.id, type(error).__name__)
        return _NOT_STORED if isinstance(error, IntegrityError | DataError) else _NOT_TAKEN

    def _do(self, action: Callable[..., bool], **arguments: Any) -> bool:
        taken: bool = perform(
            action,
            actor=self._actor,
            now=clock.now(),
            import_id=self._import.id,
            run=self._import.run,
            position=self._position,
            **arguments,
        )
        return taken


_NOT_STORED = Fault(
    "",
    "数据库没有收下这一行，别的行照常。请核对后单独再导入一次",
    "wasn't taken by the database; the other lines were. Check it and import it alone",
)
_NOT_TAKEN = Fault(
    "",
    "这一行里有算不出来的值，没有导入，别的行照常。请核对日期和数字后单独再导入一次；还是不行，请把行号告诉管理员",
    "holds a value that can't be reckoned with; it wasn't taken, the other lines were. Check its dates and "
    "numbers and import it alone; if that fails too, tell whoever runs this installation the line's number",
)
