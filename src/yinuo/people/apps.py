"""The Django app of the people room."""

from django.apps import AppConfig

from yinuo.record import kinds as record_kinds


class PeopleConfig(AppConfig):
    """Customers, contact points, what they own, their consents; staff and roles."""

    name = "yinuo.people"
    label = "people"
    deletable_tables = (
        "people_backupcode",
        "people_contact",
        "people_link",
        "people_login",
        "people_logintry",
        "people_recoverycode",
        "people_secondfactor",
        "people_trusteddevice",
    )
    append_only_tables = ("people_look",)

    def ready(self) -> None:
        """Declare the record kinds this room writes."""
        from . import kinds  # the kinds need the record room loaded

        record_kinds.declare(*kinds.KINDS)
