"""The Django app of the transfer room."""

from django.apps import AppConfig

from yinuo.record import kinds as record_kinds


class TransferConfig(AppConfig):
    """Files that come in, and how their columns are called."""

    name = "yinuo.transfer"
    label = "transfer"
    deletable_tables = ("transfer_import", "transfer_importline")

    def ready(self) -> None:
        """Declare the record kinds this room writes."""
        from . import kinds  # the kinds need the record room loaded

        record_kinds.declare(*kinds.KINDS)
