"""The Django app of the visit room."""

from django.apps import AppConfig


class VisitConfig(AppConfig):
    """Work on site."""

    name = "yinuo.work.visit"
    label = "visit"
    deletable_tables = ("visit_photo", "visit_figure", "visit_figuremark")  # sums are made again

    def ready(self) -> None:
        """Declare the lines that this room writes."""
        from yinuo.record.kinds import declare

        from .kinds import KINDS

        declare(*KINDS)
