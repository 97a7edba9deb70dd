"""Says in words what a rule does, so that a page can't promise anything else than what happens."""

from __future__ import annotations

from .duration import describe_duration
from .facts import PromiseRule
from .words import PromiseKind

_PROMISES = {
    PromiseKind.ARRIVE: ("{time}内到", "Here within {time}"),
    PromiseKind.PRICE: ("付款不超过您确认的报价", "You pay no more than the quote you accepted"),
    PromiseKind.CALL_BACK: ("{time}内回电", "We call back within {time}"),
    PromiseKind.ANSWER: ("{time}内逐条答复", "Every point is answered within {time}"),
    PromiseKind.DECIDE: ("{time}内给出决定", "Decided within {time}"),
    PromiseKind.TAKE_EFFECT: ("{time}内生效", "In effect within {time}"),
    PromiseKind.REFUND: ("{time}内退款", "Refunded within {time}"),
    PromiseKind.NOTICE: ("{time}内通知您", "You are told within {time}"),
}


def describe_promise(rule: PromiseRule, language: str) -> str:
    """The promise and what it pays when broken, as one sentence without its full stop.

    For example "30 分钟内到；迟到自动退 20 元", "Here within 30 minutes; if late, 20 yuan are credited by
    themselves". `language` is English for `en…`, Chinese for everything else.
    """
    english = language.startswith("en")
    promise = _PROMISES[rule.kind][english].format(time=describe_duration(rule.within, language))
    return f"{promise}{'; ' if english else '；'}{describe_remedy(rule, language)}"


def describe_remedy(rule: PromiseRule, language: str) -> str:
    """What is paid when the promise is broken, as half a sentence."""
    if language.startswith("en"):
        return _remedy_en(rule)
    return _remedy_zh(rule)


def format_yuan(fen: int) -> str:
    """An amount in yuan as people write it: 20, 20.50."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02d}" if rest else f"{yuan}"


def _remedy_zh(rule: PromiseRule) -> str:
    credit, yuan = rule.remedy.credit_fen, format_yuan(rule.remedy.credit_fen)
    if not rule.remedy.refund_excess:
        return f"{_broken_zh(rule.kind)}自动退 {yuan} 元"
    return "多付的自动退还" + (f"，另补 {yuan} 元" if credit else "")


def _broken_zh(kind: PromiseKind) -> str:
    if kind is PromiseKind.ARRIVE:
        return "迟到"
    return "超出" if kind is PromiseKind.PRICE else "逾期"


def _remedy_en(rule: PromiseRule) -> str:
    credit, yuan = rule.remedy.credit_fen, format_yuan(rule.remedy.credit_fen)
    broken = "if more is taken" if rule.kind is PromiseKind.PRICE else "if late"
    if not rule.remedy.refund_excess:
        return f"{broken}, {yuan} yuan are credited automatically"
    extra = f", with {yuan} yuan on top" if credit else ""
    return f"{broken}, the difference is credited automatically{extra}"
