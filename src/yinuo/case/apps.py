"""The Django app of the case room."""

from django.apps import AppConfig


class CaseConfig(AppConfig):
    """Cases and the proofs of ownership seen for them."""

    name = "yinuo.case"
    label = "case"

    def ready(self) -> None:
        """Declare the kinds of lines that this room writes."""
        from yinuo.record.kinds import declare

        from .kinds import KINDS

        declare(*KINDS)
