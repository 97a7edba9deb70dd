"""The only writers of the genuine room, by what they are about."""

from .badges import (
    add_badge_photo,
    confirm_person,
    count_check,
    deny_person,
    raise_forged,
    remove_badge_photo,
)
from .fakes import move_fake, report_fake
from .forgetting import forget_reporter
from .numbers import add_number, end_number

__all__ = [
    "add_badge_photo",
    "add_number",
    "confirm_person",
    "count_check",
    "deny_person",
    "end_number",
    "forget_reporter",
    "move_fake",
    "raise_forged",
    "remove_badge_photo",
    "report_fake",
]
