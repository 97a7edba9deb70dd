"""The only writers of intake, by what they do: reporting, withdrawing, forgetting."""

from .forgetting import forget_requests
from .reporting import report_fault
from .withdrawing import withdraw_case

__all__ = ["forget_requests", "report_fault", "withdraw_case"]
