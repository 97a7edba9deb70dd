"""The Django app of the store room."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Plumbing: clock, transaction door, idempotency, timers, watch, jobs."""

    name = "yinuo.store"
    label = "store"
