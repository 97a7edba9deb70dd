"""The Django app of the genuine room."""

from django.apps import AppConfig


class GenuineConfig(AppConfig):
    """Badges, official numbers, false hotlines."""

    name = "yinuo.genuine"
    label = "genuine"
    deletable_tables = (
        "genuine_alarm",
        "genuine_fakereport",
        "genuine_badgephoto",
    )

    def ready(self) -> None:
        """Declare the lines that this room writes."""
        from yinuo.record.kinds import declare

        from .kinds import KINDS

        declare(*KINDS)
