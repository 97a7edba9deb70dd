"""Requests without a case and calls go by themselves after their day (PD-02)."""

from __future__ import annotations

from yinuo.store.retention import RowsToPurge

from .models import Call, Request

DUE_SOURCES = (
    RowsToPurge("intake.requests", Request),
    RowsToPurge("intake.calls", Call),
)
