"""The only writers of dispatch; a zone is decided on by one at a time, under its lock."""

from .deciding import decide_zone
from .forgetting import forget_places, forget_position, forget_technician_position
from .hand import send_by_hand, take_back
from .jobs import NewJob, add_job, add_jobs, cancel_job
from .leaving import change_work, leave_again, leave_company
from .pausing import pause_technician, resume_technician
from .postponing import move_deadline
from .releasing import decline_assignment
from .rows import look_at_zone, report_position

__all__ = [
    "NewJob",
    "add_job",
    "add_jobs",
    "cancel_job",
    "change_work",
    "decide_zone",
    "decline_assignment",
    "forget_places",
    "forget_position",
    "forget_technician_position",
    "leave_again",
    "leave_company",
    "look_at_zone",
    "move_deadline",
    "pause_technician",
    "report_position",
    "resume_technician",
    "send_by_hand",
    "take_back",
]
