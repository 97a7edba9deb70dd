"""The Django app of the store room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    """Plumbing: clock, transaction door, idempotency, timers, watch, jobs."""

    name = "yinuo.store"
    label = "store"
    deletable_tables = (
        "store_asked",
        "store_outcome",
        "store_pulse",
        "store_timer",
        "store_trouble",
    )
    append_only_tables = ("store_watchgap",)

    def ready(self) -> None:
        """Have the application's role granted its rights on whatever a migration has made."""
        from .grants import grant_application

        post_migrate.connect(grant_application, sender=self, dispatch_uid="store.grants")
