"""Template tags and filters of all pages; built in by the settings, so no page has to load them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinuo.base.local_time import ZONE, date_text, local_date
from yinuo.base.money import Fen, format_yuan
from yinuo.pages.frame.language import language

from . import times, words
from .promise_card import PromiseCard
from .push import PushOffer, push_offer

register = template.Library()


@register.simple_tag
def staff_push() -> PushOffer:
    """`{% staff_push as push %}`: what `parts/push.html` offers to a member of staff's browser."""
    return push_offer(reverse("staff-push"))


@register.filter
def fen(amount: int | None) -> str:
    """Fen as yuan: ¥20, ¥12.50; nothing for None."""
    return "" if amount is None else format_yuan(Fen(amount))


@register.filter("clock")
def clock_filter(at: datetime | None, now: datetime) -> str:
    """`{{ at|clock:now }}`: 14:32, with its day where that isn't today; nothing for None."""
    return "" if at is None else times.clock_text(at, now, language())


@register.simple_tag(name="clock", takes_context=True)
def clock_tag(context: Context, at: datetime | None) -> SafeString | str:
    """`{% clock at %}`: the same inside `<time datetime>`, as seen from the page's `now`."""
    if at is None:
        return ""
    text = times.clock_text(at, context["now"], language())
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), text)


@register.simple_tag(takes_context=True)
def big_clock(context: Context, at: datetime) -> SafeString:
    """A time to be seen from afar: the hour large, its day small before it where that isn't today."""
    now: datetime = context["now"]
    local, today = at.astimezone(ZONE), local_date(now)
    day_word = times.day_text(local.date(), today, language())
    small = format_html("<small>{}</small> ", day_word) if day_word else ""
    return format_html('<time datetime="{}">{}{}</time>', iso(at), small, f"{local:%H:%M}")


@register.simple_tag
def left(at: datetime, now: datetime) -> SafeString:
    """How long until then, in words that countdown.js keeps right."""
    hour, minute = times.UNITS["en" if language().startswith("en") else "zh"]
    text = times.duration_text(times.whole_minutes(now, at), language())
    return format_html(
        '<b class="num" data-left="{}" data-hour="{}" data-minute="{}">{}</b>',
        iso(at),
        hour,
        minute,
        text,
    )


@register.filter
def duration(minutes: int) -> str:
    """Minutes in words: 11 分钟, 2 小时 5 分钟."""
    return times.duration_text(minutes, language())


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in full: 2026年11月24日, 24 Nov 2026. An instant is taken to its local day."""
    if value is None:
        return ""
    local = local_date(value) if isinstance(value, datetime) else value
    return date_text(local, language())


@register.filter
def day_and_clock(at: datetime) -> str:
    """An instant in full, for paper: 2026年11月24日 14:32, 24 Nov 2026 14:32."""
    return f"{day(at)} {at.astimezone(ZONE):%H:%M}"


@register.filter
def iso(at: datetime) -> str:
    """An instant for machines, with its offset."""
    return at.isoformat(timespec="milliseconds")


@register.filter
def says(facts: object, name: str) -> str:
    """`{{ line|says:"name" }}`: the field `name_en` or `name_zh` of a fact, by the page's language."""
    suffix = "en" if language().startswith("en") else "zh"
    return str(getattr(facts, f"{name}_{suffix}"))


@register.filter
def tariff_group(group: str) -> str:
    """The heading of a group of the price list."""
    return words.tariff_group(group)


@register.filter
def part_condition(condition: str) -> str:
    """Whether a part is new or refurbished."""
    return words.part_condition(condition)


@register.filter
def rail_label(card: PromiseCard) -> str:
    """What the rail shows, for somebody who doesn't see it."""
    return words.rail_label(card)


@register.filter
@stringfilter
def spaced(digits: str) -> str:
    """Characters apart, so that a screen reader says a code digit by digit."""
    return " ".join(digits)


@register.filter
@stringfilter
def phone_link(number: str) -> str:
    """A number as a `tel:` address takes it: digits and a leading plus alone."""
    kept = "".join(sign for sign in number if sign.isdigit())
    return f"tel:+{kept}" if number.strip().startswith("+") else f"tel:{kept}"


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """`{% icon "shield" %}`: an icon of icons.svg, hidden from screen readers: words say what it means."""
    return format_html(
        '<svg class="ic {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra,
        static("yinuo/icons.svg"),
        name,
    )
