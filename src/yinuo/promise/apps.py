"""The Django app of the promise room."""

from django.apps import AppConfig


class PromiseConfig(AppConfig):
    """Quotes, promises, pauses, verdicts and remedies."""

    name = "yinuo.promise"
    label = "promise"
    deletable_tables = ("promise_figure", "promise_figuremark")  # sums, made again at any time

    def ready(self) -> None:
        """Declare the kinds of lines that this room writes."""
        from yinuo.record.kinds import declare

        from .kinds import KINDS

        declare(*KINDS)
