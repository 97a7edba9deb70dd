"""The Django app of the people room."""

from django.apps import AppConfig

from yinuo.record import kinds as record_kinds


class PeopleConfig(AppConfig):
    """Customers, contact points, what they own, their consents; staff and roles."""

    name = "yinuo.people"
    label = "people"

    def ready(self) -> None:
        """Declare the record kinds this room writes."""
        from . import kinds  # the kinds need the record room loaded

        record_kinds.declare(*kinds.KINDS)
