"""Requests go by themselves: those without a case after their day (PD-02)."""

from __future__ import annotations

from yinuo.store.retention import RowsToPurge

from .models import Request

DUE_SOURCES = (RowsToPurge("intake.requests", Request),)
