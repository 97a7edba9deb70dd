"""What can go wrong with a promise, in words for the one who meets it."""

from __future__ import annotations

from yinuo.base.errors import WrongMoment, YinuoError


class RefundAnswered(WrongMoment):
    """A refund that waited was answered already."""

    code = "refund_answered"
    zh = "这笔退款已经答复过，没有再记一次。请看单子上的答复。"
    en = "This refund was answered already; nothing was credited again. See the answer on the case."


class RefundTooMuch(YinuoError):
    """More is granted than was claimed, or than was paid."""

    code = "refund_too_much"
    zh = "没有记账：退款不能超过客户要求的、或者实际付的数。请改小金额。"
    en = "Nothing was credited: a refund can't be more than was claimed or paid. Enter less."


class QuoteExpired(YinuoError):
    """A quote was taken up after its time, or a second time."""

    code = "quote_expired"
    status = 409
    zh = "刚才报的时间已经过期，您填的内容都还在。请再提交一次，我们马上重新报时间。"
    en = "The time we quoted has expired. What you entered is kept; send again and we quote anew at once."


class NobodyCanCome(YinuoError):
    """No technician can come within the horizon, so nothing honest can be promised."""

    code = "nobody_can_come"
    status = 409
    zh = "现在没有师傅能上门，我们不随口承诺时间。您的报修已记下，请拨打热线，由人工为您安排。"
    en = (
        "No technician can come at present, and we don't promise what can't be kept. Your report is kept; "
        "please call the hotline and a person will arrange it."
    )


class PromiseDecided(WrongMoment):
    """The promise already has its verdict."""

    code = "promise_decided"
    zh = "这个承诺已经有结果了，不能再改。请刷新页面查看。"
    en = "This promise already has its outcome and can't be changed. Reload the page to see it."


class PauseInvalid(WrongMoment):
    """A pause without consent, in the past, or beyond what may be agreed."""

    code = "pause_invalid"
    zh = "暂停要先得到您的同意，从现在起算，并且有明确的结束时间。计时照常进行，没有改动。"
    en = (
        "A pause needs your consent beforehand, starts now or later, and has an agreed end. The clock "
        "keeps running; nothing was changed."
    )


class CustomerOnly(YinuoError):
    """Somebody other than the customer tried to release a promise or consent for the customer."""

    code = "customer_only"
    status = 403
    zh = "只有客户本人可以免除承诺或同意暂停，什么都没有改动。"
    en = "Only the customer may release a promise or agree to a pause. Nothing was changed."
