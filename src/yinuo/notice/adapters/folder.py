"""Mail as files in the installation's home: how the demo shows what was sent without sending it."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from yinuo.notice.channel import Unreachable
from yinuo.notice.facts import Message, Receipt

from .mail import build_mail


class FolderChannel:
    """Writes one `.eml` file a notice, readable by the installation's user only."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(settings.YINUO_HOME) / "mail"

    def send(self, message: Message) -> Receipt:
        """Write the file, whole or not at all; the same notice again replaces it."""
        content = build_mail(message).message().as_bytes()
        path = self._folder / f"{message.id}.eml"
        draft = path.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(draft, "wb", opener=_open_private) as file:
                file.write(content)
            draft.replace(path)
        except OSError as error:
            raise Unreachable(f"folder_{error.errno}") from error
        return Receipt(reference=path.name, is_delivered=True)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
