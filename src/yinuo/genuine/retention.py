"""What has been kept long enough goes by itself: reports of false hotlines, and old alarms (PD-02)."""

from __future__ import annotations

from yinuo.store.retention import RowsToPurge

from .models import Alarm, FakeReport

DUE_SOURCES = (
    RowsToPurge("genuine.reports", FakeReport),
    RowsToPurge("genuine.alarms", Alarm),
)
