"""The Django app of the outlet room."""

from django.apps import AppConfig


class OutletConfig(AppConfig):
    """Companies, outlets, service areas, technicians, shifts, tariff, warranty."""

    name = "yinuo.outlet"
    label = "outlet"
    deletable_tables = ("outlet_shift",)
    append_only_tables = ("outlet_rulebookversion",)

    def ready(self) -> None:
        """Declare the kinds of record lines that this room writes."""
        from yinuo.record import kinds

        from .kinds import KINDS

        kinds.declare(*KINDS)
