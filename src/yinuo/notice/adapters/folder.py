"""Every way out as files in the installation's home: how the demo shows what was sent without sending it."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from yinuo.notice.channel import Unreachable
from yinuo.notice.facts import ChannelKind, Message, Receipt

from .mail import build_mail

_ENDINGS = {
    ChannelKind.EMAIL: "eml",
    ChannelKind.SMS: "sms.txt",
    ChannelKind.PUSH: "push.json",
    ChannelKind.CHAT: "chat.txt",
}


class FolderChannel:
    """Writes one file a notice, readable by the installation's user only: mail as `.eml`, a short message
    with its number in the first line, a nudge as the JSON that a browser gets, a chat line as text."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(settings.YINUO_HOME) / "mail"

    def send(self, message: Message) -> Receipt:
        """Write the file, whole or not at all; the same notice again replaces it."""
        path = self._folder / f"{message.id}.{_ENDINGS[message.channel]}"
        draft = self._folder / f"{path.name}.{os.getpid()}"
        content = _content(message)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(draft, "wb", opener=_open_private) as file:
                file.write(content)
            draft.replace(path)
        except OSError as error:
            raise Unreachable(f"folder_{error.errno}") from error
        return Receipt(reference=path.name, is_delivered=True)

    def close(self) -> None:
        """Nothing stays open."""


def _content(message: Message) -> bytes:
    if message.channel is ChannelKind.EMAIL:
        return build_mail(message).message().as_bytes()
    if message.channel is ChannelKind.SMS:
        return f"{message.to}\n{message.body}\n".encode()
    return f"{message.subject}\n{message.body}\n".lstrip().encode()


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
