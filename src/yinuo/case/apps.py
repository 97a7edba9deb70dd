"""The Django app of the case room."""

from django.apps import AppConfig


class CaseConfig(AppConfig):
    """Cases and the proofs of ownership seen for them."""

    name = "yinuo.case"
    label = "case"

    def ready(self) -> None:
        """Declare the kinds of lines that this room writes."""
        from yinuo.record.kinds import declare  # noqa: PLC0415 - the record's kinds exist only now

        from .kinds import KINDS  # noqa: PLC0415

        declare(*KINDS)
