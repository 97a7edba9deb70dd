"""Listens to the SMS gateway for as long as the process runs: its own, since a bind is held by one."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections

from yinuo.base.actor import Actor
from yinuo.people.facts import PhoneNotValid
from yinuo.store import clock
from yinuo.store.perform import perform

from .actions import stop_by_word, take_report
from .adapters.smpp_inbox import SmppInbox
from .channel import Unreachable
from .facts import PartReport

logger = logging.getLogger(__name__)
_ACTOR = Actor.system("sms")
_PAUSE_SECONDS = 0.2
_FIRST_WAIT_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 60.0


def is_needed() -> bool:
    """Whether this installation has a gateway that must be listened to."""
    return settings.YINUO_SMS == "smpp" and settings.YINUO_NOTICE_CHANNEL != "folder"


class Listener:
    """Binds, listens, and binds again when the line is lost, waiting longer each time."""

    def __init__(self) -> None:
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask the loop to end."""
        self._stopping.set()

    def run(self) -> None:
        """Listen until stopped."""
        wait = _FIRST_WAIT_SECONDS
        while not self._stopping.is_set():
            try:
                self._listen()
                wait = _FIRST_WAIT_SECONDS
            except Unreachable as error:
                logger.warning("the SMS gateway can't be listened to: %s", error)
                self._stopping.wait(wait)
                wait = min(wait * 2, _LONGEST_WAIT_SECONDS)

    def _listen(self) -> None:
        inbox = SmppInbox(keep, hear, (DatabaseError,))
        try:
            while not self._stopping.wait(_PAUSE_SECONDS):
                inbox.poll()
        finally:
            inbox.close()


def keep(report: PartReport) -> None:
    """Take one report."""
    close_old_connections()
    perform(take_report, actor=_ACTOR, now=clock.now(), report=report)


def hear(phone: str, words: str) -> None:
    """Take one answer by SMS; one from nobody's number says nothing to us."""
    close_old_connections()
    try:
        perform(stop_by_word, actor=_ACTOR, now=clock.now(), phone=phone, words=words)
    except PhoneNotValid:
        logger.warning("an answer by SMS came from what is no number")
