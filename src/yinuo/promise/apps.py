"""The Django app of the promise room."""

from django.apps import AppConfig


class PromiseConfig(AppConfig):
    """Quotes, promises, pauses, verdicts and remedies."""

    name = "yinuo.promise"
    label = "promise"

    def ready(self) -> None:
        """Declare the kinds of lines that this room writes."""
        from yinuo.record.kinds import declare  # noqa: PLC0415 - the record's kinds exist only now

        from .kinds import KINDS  # noqa: PLC0415

        declare(*KINDS)
