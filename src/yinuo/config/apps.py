"""The Django app that connects the rooms once all of them are loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Runs the wiring."""

    name = "yinuo.config"
    label = "config"

    def ready(self) -> None:
        """Connect record kinds and due rows with the rooms that care."""
        from .wiring import connect

        connect()
