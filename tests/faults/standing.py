"""`python -m tests.faults standing [CASES…]`: what a restored installation holds, as one JSON object.

Of the named cases: those that are gone. Besides: what the demo's audit finds, how many chains there are
and are broken, the notices that were delivered, who is erased, and what nobody may find in a restored
database.
"""

from __future__ import annotations

from django.contrib.sessions.models import Session

from yinuo.case.models import Case
from yinuo.demo.audit import audit
from yinuo.notice.facts import NoticeState
from yinuo.notice.models import Notice
from yinuo.people.reads import list_erased
from yinuo.promise.reads import count_promises
from yinuo.record.reads import check_chains
from yinuo.store import clock
from yinuo.store.models import Timer, WatchGap

from .clerk import say


def main(*case_ids: str) -> None:
    """Print it."""
    now = clock.now()
    report = check_chains()
    there = {str(id) for id in Case.objects.values_list("id", flat=True)}
    delivered = Notice.objects.filter(state=NoticeState.DELIVERED)
    kinds = count_promises(now)
    say(
        {
            "lost": sorted(set(case_ids) - there),
            "cases": len(there),
            "findings": list(audit(now).findings),
            "chains": report.chains,
            "broken": len(report.broken),
            "delivered": sorted(str(id) for id in delivered.values_list("id", flat=True)),
            "erased": [str(id) for _, id, _ in list_erased()],
            "sessions": Session.objects.count(),
            "timers": Timer.objects.count(),
            "gaps": WatchGap.objects.count(),
            "overdue": sum(kind.overdue for kind in kinds),
        }
    )
