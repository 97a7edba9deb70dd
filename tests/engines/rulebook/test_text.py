"""Words: what a page says is what the rule does."""

from __future__ import annotations

import pytest

from yinuo.engines.rulebook import PromiseRule, describe_promise, load

from .cast import DEMO_TEXT, spoil

PRICE = (
    spoil("kind: arrive", "kind: price")
    .replace("    quote_at_least: 0.9\n", "")
    .replace("{credit: 2000}", "{credit: 1050, refund_excess: true}")
)


def only_rule(text: str) -> PromiseRule:
    (rule,) = load(text).promises
    return rule


def test_the_demo_companys_promises_read_as_they_work() -> None:
    arrive, price = load(DEMO_TEXT).promises
    assert describe_promise(arrive, "zh-hans") == "30 分钟内到；迟到自动退 20 元"
    assert describe_promise(arrive, "en") == (
        "Here within 30 minutes; if late, 20 yuan are credited automatically"
    )
    assert describe_promise(price, "zh-hans") == (
        "付款不超过您确认的报价；多付的自动退还，另补 50 元"
    )


@pytest.mark.parametrize(
    ("old", "new", "says_zh", "says_en"),
    [
        ("within: PT30M", "within: PT45M", "45 分钟内到", "45 minutes"),
        ("credit: 2000", "credit: 3000", "退 30 元", "30 yuan"),
        ("credit: 2000", "credit: 1050", "退 10.50 元", "10.50 yuan"),
        ("credit: 2000", "credit: 5", "退 0.05 元", "0.05 yuan"),
    ],
)
def test_another_rule_reads_otherwise(old: str, new: str, says_zh: str, says_en: str) -> None:
    rule = only_rule(spoil(old, new))
    assert says_zh in describe_promise(rule, "zh")
    assert says_en in describe_promise(rule, "en-gb")


def test_a_price_promise_names_the_difference_and_the_credit_on_top() -> None:
    assert describe_promise(only_rule(PRICE), "en").endswith(
        "if more is taken, the difference is credited automatically, with 10.50 yuan on top"
    )
    bare = PRICE.replace("credit: 1050", "credit: 0")
    assert describe_promise(only_rule(bare), "zh").endswith("；多付的自动退还")
    fixed = PRICE.replace(", refund_excess: true", "")
    assert describe_promise(only_rule(fixed), "zh").endswith("；超出自动退 10.50 元")


@pytest.mark.parametrize(
    "kind", ["call_back", "answer", "decide", "take_effect", "refund", "notice"]
)
def test_every_kind_of_promise_says_its_time_and_what_lateness_pays(kind: str) -> None:
    rule = only_rule(
        PRICE.replace("kind: price", f"kind: {kind}").replace(", refund_excess: true", "")
    )
    assert "30 分钟内" in describe_promise(rule, "zh")
    assert describe_promise(rule, "zh").endswith("；逾期自动退 10.50 元")
    assert "within 30 minutes" in describe_promise(rule, "en")
    assert "if late, 10.50 yuan" in describe_promise(rule, "en")
