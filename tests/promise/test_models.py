"""What the database refuses, and what the books show when somebody gets round it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.case.cast import (
    add_case,
)
from tests.promise.scene import (
    after,
    judged,
    promise,
)
from yinuo.promise import reads
from yinuo.promise.due import Promises
from yinuo.promise.facts import (
    PromiseKind,
)
from yinuo.promise.models import Promise, Remedy
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_database_refuses_a_second_remedy_and_half_a_verdict() -> None:
    case = add_case()
    made = promise(case)
    judged(made, 31)
    remedy = Remedy.objects.get()
    remedy.id = UUID(int=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        remedy.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.update(verdict_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.update(state="kept")  # kept without evidence


def test_the_books_show_a_missing_and_a_false_remedy() -> None:
    case = add_case()
    made = promise(case)
    judged(made, 31)
    counts = reads.count_remedies()
    assert (counts.paid, counts.fen) == (1, 2000)
    assert (counts.missing, counts.surplus, counts.mismatched) == (0, 0, 0)
    assert reads.list_wrong_remedies() == ()
    Remedy.objects.update(fen=1)
    assert reads.count_remedies().mismatched == 1
    assert len(reads.list_wrong_remedies()) == 1
    Remedy.objects.update(fen=2000, excess_fen=1)
    assert (reads.count_remedies().mismatched, len(reads.list_wrong_remedies())) == (1, 1)
    Remedy.objects.all().delete()
    assert reads.count_remedies().missing == 1


def test_counts_say_how_many_stand_where_and_what_is_overdue() -> None:
    promise(add_case())
    (before,) = reads.count_promises(after(10))
    assert (before.running, before.overdue) == (1, 0)
    (overdue,) = reads.count_promises(after(31))
    assert overdue.overdue == 1
    run_due((Promises(),), after(31))
    (done,) = reads.count_promises(after(31))
    assert (done.kind, done.broken, done.overdue) == (PromiseKind.ARRIVE, 1, 0)
