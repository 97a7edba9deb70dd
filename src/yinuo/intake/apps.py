"""The Django app of the intake room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What comes in."""

    name = "yinuo.intake"
    label = "intake"
    deletable_tables = (
        "intake_call",
        "intake_request",
    )

    def ready(self) -> None:
        """Declare the lines that this room writes."""
        from yinuo.record.kinds import declare

        from .kinds import KINDS

        declare(*KINDS)
