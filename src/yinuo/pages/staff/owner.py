"""Who of the staff sees a case through, said wherever the staff sees the case."""

from __future__ import annotations

from yinuo.case.facts import CaseFacts
from yinuo.people.reads import map_staff


def owner_name(case: CaseFacts) -> str:
    """What `staff/parts/owner.html` takes as `owner`: the name, "" where nobody has taken the case."""
    owners = map_staff({case.owner_id}) if case.owner_id is not None else {}
    return owners[case.owner_id].name if case.owner_id in owners else ""
