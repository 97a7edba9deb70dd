"""Everything a technician can do at a visit, each thing one form, by the name in its address."""

from __future__ import annotations

from collections.abc import Mapping

from .agreeing import AcceptHere, GiveLead
from .closing import Finish, Payment, Statement, Stop
from .entry import Adult, Ownership, PriceList, Proof, Serial
from .finding import Diagnosis, Quote
from .form import TaskForm
from .opening import NewCode, Opening
from .travel import Decline, EnterCode, Knock, Late, Leave
from .work import (
    Check,
    Fixing,
    HandOver,
    OldPartsChoice,
    Part,
    Photo,
    Start,
)

_ALL: tuple[type[TaskForm], ...] = (
    *(Leave, Late, Knock, EnterCode, Decline),
    *(PriceList, Adult, Proof, Ownership, Serial),
    *(Diagnosis, Quote, AcceptHere),
    *(Start, Part, Photo, Opening, NewCode, Check, Fixing, OldPartsChoice, HandOver),
    *(Statement, Payment, Finish, GiveLead, Stop),
)
TASKS: Mapping[str, type[TaskForm]] = {task.name: task for task in _ALL}

__all__ = ["TASKS", "TaskForm"]
