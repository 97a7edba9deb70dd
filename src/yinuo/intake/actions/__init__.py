"""The only writers of intake, by what they do: reporting, coming again, settling, withdrawing, forgetting."""

from .forgetting import forget_requests
from .postponing import come_later, come_now
from .reporting import report_fault
from .returning import come_again
from .settling import settle_dispute
from .withdrawing import withdraw_case

__all__ = [
    "come_again",
    "come_later",
    "come_now",
    "forget_requests",
    "report_fault",
    "settle_dispute",
    "withdraw_case",
]
