"""Rules of law that hold for every published text, by their numbers in docs/rules.md."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from yinuo.notice.facts import ChannelKind, Purpose, RecipientKind
from yinuo.notice.routes import ROUTES
from yinuo.notice.templates import CUSTOMER_NOTICES, STAFF_NOTICES

_VOID = re.compile(
    r"最终解释权|概不负责|概不退|一经售出|不退不换|后果自负|责任自负"
    r"|final interpretation|at your own risk|no refunds?",
    re.IGNORECASE,
)
_SILENCING = re.compile(
    r"撤诉|撤回投诉|不得投诉|不得起诉|放弃.{0,6}(投诉|起诉|权利)|删除差评|waive|withdraw your complaint",
    re.IGNORECASE,
)
_ABOUT_SOMEBODY_ELSES_DEED = {"case.withdrawn", "case.return_cancelled"}
"""Whoever did it holds the link; the call is for whoever didn't."""
_TEXTS = {
    **{
        f"{reader}:{name}": f"{text.subject_zh} {text.body_zh} {text.subject_en} {text.body_en}"
        for reader, texts in (("customer", CUSTOMER_NOTICES), ("staff", STAFF_NOTICES))
        for name, text in texts.items()
    },
    **{
        f"company:{name}": files("yinuo.demo").joinpath("company", name).read_text()
        for name in ("rulebook.yaml", "tariff.csv", "warranty.csv")
    },
    **{
        str(page.name): page.read_text()
        for page in sorted(files("yinuo.pages").joinpath("templates").rglob("*.html"))  # type: ignore[attr-defined]
    },
}


@pytest.mark.parametrize("name", sorted(_TEXTS))
def test_AF_20_no_text_cuts_the_customers_rights_or_reserves_the_last_word(name: str) -> None:
    assert not _VOID.search(_TEXTS[name])


@pytest.mark.parametrize("name", sorted(_TEXTS))
def test_CP_08_no_text_limits_the_right_to_complain(name: str) -> None:
    assert not _SILENCING.search(_TEXTS[name])


def test_AF_20_CP_08_the_check_would_find_such_a_clause() -> None:
    assert _VOID.search("本公司保留最终解释权")
    assert _SILENCING.search("退款前请先撤回投诉")


def test_AC_11_nothing_that_a_customer_is_told_needs_a_voice() -> None:
    """Every text has a written way, and the hotline is never the only thing that it offers."""
    for (reader, purpose), route in ROUTES.items():
        if reader is RecipientKind.CUSTOMER:
            assert {ChannelKind.SMS, ChannelKind.EMAIL} <= {*route.together, *route.then}, purpose
    for name, text in CUSTOMER_NOTICES.items():
        speaks = "打电话" in text.body_zh
        assert not speaks or "link" in text.needs or name in _ABOUT_SOMEBODY_ELSES_DEED, name


def test_ED_06_a_reminder_sells_nothing_and_can_be_done_without() -> None:
    reminders = {n: t for n, t in CUSTOMER_NOTICES.items() if t.purpose is Purpose.REMINDER}
    assert reminders.keys() == {"visit.reminder", "visit.reminder_by"}
    for text in reminders.values():
        assert text.is_optional
        assert not text.is_urgent
        assert "不收费" in text.body_zh
