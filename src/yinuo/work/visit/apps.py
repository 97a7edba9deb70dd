"""The Django app of the visit room."""

from django.apps import AppConfig


class VisitConfig(AppConfig):
    """Work on site."""

    name = "yinuo.work.visit"
    label = "visit"

    def ready(self) -> None:
        """Declare the lines that this room writes."""
        from yinuo.record.kinds import declare  # noqa: PLC0415 - models exist only now

        from .kinds import KINDS  # noqa: PLC0415

        declare(*KINDS)
