"""The Django app of the dispatch room."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    """Who goes, by when, and why."""

    name = "yinuo.work.dispatch"
    label = "dispatch"
    deletable_tables = ("dispatch_position",)

    def ready(self) -> None:
        """Declare the lines that this room writes."""
        from yinuo.record.kinds import declare

        from .kinds import KINDS

        declare(*KINDS)
