"""The Django app of the record room."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The append-only record."""

    name = "yinuo.record"
    label = "record"
    append_only_tables = ("record_event",)  # the application's database role can only insert
