"""The words of the pages of verification: what each answer says, and what to do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yinuo.genuine.facts import (
    Answer,
    AskedFor,
    BadgeOutcome,
    CallAnswer,
    FakeState,
    NumberUse,
    Seen,
    Why,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words: `kind` is its colour and shape, `todo` what to do now."""

    kind: str
    title: _StrPromise
    text: _StrPromise
    todo: _StrPromise


_CALL_US = _("别照对方说的做。要找我们，打页面上方的热线。")
ANSWERS: Mapping[Answer, tuple[_StrPromise, str]] = {
    Answer.OURS: (_("是我们的"), "ok"),
    Answer.NOT_OURS: (_("不是我们的"), "bad"),
    Answer.UNSURE: (_("说不准"), "warn"),
}
WHYS: Mapping[Why, tuple[_StrPromise, _StrPromise]] = {
    Why.LISTED: (
        _("它在我们的官方号码名单上。"),
        _("来电显示可以伪造：对方要密码、验证码、共享屏幕或付给个人，就是骗子，挂断后打热线。"),
    ),
    Why.ENDED: (_("它以前是我们的，现在已经停用。"), _CALL_US),
    Why.FAKE: (_("它被人举报，并且由人核实过：这是冒充我们的假号码。"), _CALL_US),
    Why.NOT_LISTED: (_("我们的对外号码都在名单上，这一个不在。"), _CALL_US),
    Why.MOBILE: (
        _("这是一个手机号，名单上只有我们自己的号码，所以不能肯定。"),
        _("请挂断，打页面上方的热线核实；或者看您的报修页面上是哪位师傅。"),
    ),
    Why.LIST_EMPTY: (
        _("这一类号码我们还没有登记完整。"),
        _("请打页面上方的热线核实。"),
    ),
    Why.BADGE_ON_SHIFT: (
        _("有这个工号，现在当班。光有工号不算数，谁都能报。"),
        _("让他出示工牌码，用手机扫；再让他说出您报修页面上的见面口令。"),
    ),
    Why.BADGE_OFF_SHIFT: (
        _("有这个工号，但他现在不当班。"),
        _("先别开门，打页面上方的热线核实。"),
    ),
    Why.BADGE_UNKNOWN: (
        _("没有这个工号，或者这个人已经离开。"),
        _("别开门，打页面上方的热线；有危险打 110。"),
    ),
    Why.UNREADABLE: (
        _("没有看懂。请只填一个电话、网址、邮箱或工号。"),
        _("拿不准就打页面上方的热线。"),
    ),
}
_STAY_SHUT = _("别开门。打页面上方的热线核实；有危险打 110。")
BADGES: Mapping[BadgeOutcome, Said] = {
    BadgeOutcome.YOURS: Said(
        "ok",
        _("就是派给您的师傅"),
        _("工牌是真的，这一单派的就是他。"),
        _("再对一下人和照片，让他说出您页面上的两个字口令，然后才开门。"),
    ),
    BadgeOutcome.OURS: Said(
        "ok",
        _("工牌是真的，他正在上门"),
        _("是我们的师傅，正在去一家的路上或正在做。是不是派给您的，这台手机看不出来。"),
        _("请打开您的报修页面再扫一次；或者让他说出页面上的两个字口令。"),
    ),
    BadgeOutcome.OTHER_CASE: Said(
        "bad",
        _("不是派给您的师傅"),
        _("工牌是真的，但他这一单是去别人家的。"),
        _STAY_SHUT,
    ),
    BadgeOutcome.EXPIRED: Said(
        "warn",
        _("这个码过期了"),
        _("工牌码两小时一换，过期的可能是拍下来的旧码。"),
        _("让他刷新出新的再扫；刷不出来就别开门，打热线。"),
    ),
    BadgeOutcome.NOT_ON_JOB: Said(
        "bad",
        _("他现在没有这一单"),
        _("工牌是我们签的，但这次上门已经结束或取消，或者换了人。"),
        _STAY_SHUT,
    ),
    BadgeOutcome.LEFT: Said(
        "bad",
        _("这个人已经不是我们的师傅"),
        _("工牌是以前签的，他已经离开。"),
        _STAY_SHUT,
    ),
    BadgeOutcome.FORGED: Said(
        "bad",
        _("工牌是假的"),
        _("这个码不是我们签的，已经记下并通知负责人。"),
        _STAY_SHUT,
    ),
}
CALLS: Mapping[CallAnswer, Said] = {
    CallAnswer.CALLED: Said(
        "ok",
        _("是我们打给您的"),
        _("那个时间前后，我们有打给您的记录。"),
        _("我们不问密码和验证码，也不让您付给个人；对方要这些，就当是假的，打热线。"),
    ),
    CallAnswer.NOT_CALLED: Said(
        "bad",
        _("我们没有在那个时间打给您"),
        _("我们打出的电话都有记录，那个时间前后没有打给您的。"),
        _CALL_US,
    ),
    CallAnswer.OUR_NUMBER: Said(
        "warn",
        _("号码是我们的，是不是我们打的说不准"),
        _("来电显示可以伪造，所以只凭号码不能肯定。"),
        _("挂断，自己拨页面上方的热线，问是谁、为什么打给您。"),
    ),
    CallAnswer.NOT_OUR_NUMBER: Said(
        "bad",
        _("不是我们的号码"),
        _("我们不从这个号码打电话。"),
        _CALL_US,
    ),
    CallAnswer.UNSURE: Said(
        "warn",
        _("说不准"),
        _("我们不能肯定这个电话是不是我们打的。"),
        _("挂断，自己拨页面上方的热线核实。"),
    ),
}
USES: Mapping[NumberUse, _StrPromise] = {
    NumberUse.HOTLINE: _("热线"),
    NumberUse.OUTLET: _("网点电话"),
    NumberUse.OUTBOUND: _("我们打给您的号码"),
    NumberUse.SMS: _("短信号码"),
    NumberUse.WEBSITE: _("网站"),
    NumberUse.MAIL: _("发信邮箱"),
}
SEEN: Mapping[Seen, _StrPromise] = {
    Seen.SEARCH: _("搜索引擎"),
    Seen.MAP: _("地图"),
    Seen.VIDEO: _("短视频、社交软件"),
    Seen.MESSAGE: _("短信、聊天消息"),
    Seen.CALL: _("打来的电话"),
    Seen.PAPER: _("贴纸、传单"),
    Seen.OTHER: _("别处"),
}
ASKED_FOR: Mapping[AskedFor, _StrPromise] = {
    AskedFor.PREPAYMENT: _("先付钱"),
    AskedFor.PRIVATE_ACCOUNT: _("付到个人账户"),
    AskedFor.CODE: _("密码或验证码"),
    AskedFor.SCREEN: _("共享屏幕、装软件"),
    AskedFor.IDENTITY: _("身份证、银行卡"),
}
FAKE_STATES: Mapping[FakeState, tuple[_StrPromise, str]] = {
    FakeState.REPORTED: (_("已收到，等人核实"), "warn"),
    FakeState.CONFIRMED: (_("已核实是假的"), "bad"),
    FakeState.REFUTED: (_("核实过，不是假的"), "neutral"),
    FakeState.REMOVAL_ASKED: (_("已核实是假的，已要求平台下架"), "bad"),
    FakeState.REMOVED: (_("已核实是假的，已经下架"), "ok"),
}
