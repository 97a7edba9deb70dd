"""The Django app of the notice room."""

from django.apps import AppConfig

from yinuo.record import kinds as record_kinds


class NoticeConfig(AppConfig):
    """Messages to customers and staff: queued with their cause, sent outside it, settled by receipt."""

    name = "yinuo.notice"
    label = "notice"
    deletable_tables = ("notice_notice", "notice_part", "notice_subscription", "notice_optout")

    def ready(self) -> None:
        """Declare the record kinds this room writes."""
        from . import kinds  # the kinds need the record room loaded

        record_kinds.declare(*kinds.KINDS)
