"""What may be offered: the terms of the rulebook, and a time that can be kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from yinuo.engines.rulebook import PromiseRule, Windows
from yinuo.promise.facts import QuoteFacts, Terms


def terms_of(rule: PromiseRule, windows: Windows) -> Terms:
    """What a promise by this rule is made with; a rule without a threshold is always offered."""
    return Terms(
        kind=rule.kind,
        within_minutes=round(rule.within.total_seconds() / 60),
        threshold=rule.quote_at_least or 0.0,
        quote_expires_seconds=round(windows.quote_expires.total_seconds()),
        keeps_when=rule.keeps_when,
        weak=rule.weak,
        weak_after_minutes=round(windows.weak_after.total_seconds() / 60),
        credit_fen=rule.remedy.credit_fen,
        refund_excess=rule.remedy.refund_excess,
        refund_excess_up_to_fen=rule.remedy.refund_excess_up_to_fen,
        ladder=rule.ladder,
    )


def offered_due(
    quoted_at: datetime,
    within: timedelta,
    threshold: float,
    p_on_time: float,
    honest_at: datetime | None,
) -> datetime | None:
    """The time to offer: `quoted_at` + `within` where that is made with at least `threshold`
    probability, else the honest time; None if there is none, since then nothing can be promised."""
    if p_on_time >= threshold:
        return quoted_at + within
    return honest_at


def is_usable(quote: QuoteFacts, now: datetime) -> bool:
    """Whether a quote can still become a promise."""
    return quote.used_at is None and quote.quoted_at <= now < quote.expires_at
