"""The words of the company's pages for what the rooms name by codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

from yinuo.case.facts import CaseState, DisputeAbout
from yinuo.notice.facts import ChannelKind, FailureCode, NoticeState, RecipientKind
from yinuo.promise.facts import PromiseState
from yinuo.promise.figures import LONGER
from yinuo.work.visit.facts import StopCause

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LazyText: TypeAlias = "_StrPromise"

PROMISE_STATES: Mapping[PromiseState, tuple[LazyText, str]] = {
    PromiseState.RUNNING: (_("进行中"), "run"),
    PromiseState.KEPT: (_("已兑现"), "ok"),
    PromiseState.BROKEN: (_("已违约"), "bad"),
    PromiseState.RELEASED: (_("客户已免除"), "neutral"),
}
CASE_STATES: Mapping[CaseState, LazyText] = {
    CaseState.OPEN: _("处理中"),
    CaseState.WAITING_FOR_CUSTOMER: _("等客户确认"),
    CaseState.DONE: _("已完成"),
    CaseState.DISPUTED: _("客户有异议"),
    CaseState.WITHDRAWN: _("客户已取消"),
    CaseState.STOPPED: _("上门停止后已结束"),
    CaseState.JOINED: _("已并入另一单"),
}
NOTICE_STATES: Mapping[NoticeState, tuple[LazyText, str]] = {
    NoticeState.SPARE: (_("备用，前一条送不到才发"), "neutral"),
    NoticeState.SPARE: (_("备用：前一种送不到才发"), "neutral"),
    NoticeState.QUEUED: (_("待发"), "neutral"),
    NoticeState.CLAIMED: (_("正在发"), "neutral"),
    NoticeState.SENT: (_("已发出，未收到回执"), "warn"),
    NoticeState.DELIVERED: (_("已送达"), "ok"),
    NoticeState.FAILED: (_("没有送达"), "bad"),
    NoticeState.EXPIRED: (_("过期未发"), "warn"),
    NoticeState.WITHDRAWN: (_("已撤回"), "neutral"),
}
NOTICE_ERRORS: Mapping[str, LazyText] = {
    FailureCode.NO_CONTACT.value: _("没有可用的联系方式"),
    FailureCode.REFUSED.value: _("对方服务器拒收"),
    FailureCode.GAVE_UP.value: _("多次重试都连不上"),
    FailureCode.NO_TEXT.value: _("这种通知的文字已不再使用"),
    FailureCode.NO_CHANNEL.value: _("这种方式还没有配置，配置好就发"),
    FailureCode.NO_TEMPLATE.value: _("短信服务商还没有登记这段文字"),
    FailureCode.UNDELIVERED.value: _("手机没有收到（回执）"),
    FailureCode.MAYBE.value: _("交了两次都没有回音，不再重发"),
    FailureCode.OPTED_OUT.value: _("客户不要这类消息"),
    FailureCode.NOT_TRUE.value: _("到发的时候情况已变，没有发"),
}
NOTICES: Mapping[str, LazyText] = {
    "case.taken": _("换人跟进"),
    "case.merged": _("两单合成一单"),
    "case.parted": _("合并已撤销"),
    "call_back.promised": _("回电已承诺"),
    "word.taken": _("按电话里说的办了"),
    "word.denied": _("客户否认电话代办"),
    "promise.made": _("承诺已作出"),
    "promise.warned": _("承诺快到期"),
    "promise.paused": _("客户要晚一点"),
    "promise.resumed": _("客户可以早一点"),
    "promise.broken": _("承诺违约和赔付"),
    "promise.corrected": _("判定已更正"),
    "promise.beyond": _("请核对付款"),
    "case.joined": _("重复报修已合并"),
    "case.unpromised": _("没能给出承诺"),
    "case.proof.needed": _("请准备证明"),
    "case.disputed": _("客户有异议"),
    "case.confirm": _("请确认是否修好"),
    "case.done": _("已完成"),
    "case.withdrawn": _("已取消"),
    "case.return_cancelled": _("再次上门已取消"),
    "visit.assigned": _("已派师傅"),
    "visit.reassigned": _("改派师傅"),
    "visit.on_the_way": _("师傅已出发"),
    "visit.late": _("师傅会晚到"),
    "visit.stopped": _("上门已停止"),
    "visit.called_off": _("不用再去"),
    "quote.signed_here": _("当面签了报价"),
    "visit.reminder": _("上门前提醒"),
    "visit.reminder_by": _("上门前提醒（最迟时间）"),
    "quote.proposed": _("报价待决定"),
    "decision.again": _("经理决定再派人"),
    "decision.again_later": _("经理决定再派人，时间另告"),
    "decision.ended": _("经理决定结束"),
    "decision.refund": _("退款的答复"),
    "decision.credited": _("异议的答复和退款"),
    "decision.answered": _("异议的答复"),
    "link.renewed": _("新的查看链接"),
    "recovery.code": _("找回链接的验证码"),
}
CHANNELS: Mapping[ChannelKind, LazyText] = {
    ChannelKind.SMS: _("短信"),
    ChannelKind.EMAIL: _("邮件"),
    ChannelKind.PUSH: _("浏览器提示"),
    ChannelKind.CHAT: _("群消息"),
}
RECIPIENTS: Mapping[RecipientKind, LazyText] = {
    RecipientKind.CUSTOMER: _("客户"),
    RecipientKind.STAFF: _("员工"),
    RecipientKind.TEAM: _("员工群"),
}
STOP_CAUSES: Mapping[StopCause, LazyText] = {
    StopCause.SAFETY_OR_LEGAL: _("安全或法律原因"),
    StopCause.NOBODY_THERE: _("没有成年人接待"),
    StopCause.NO_PROOF: _("证明不齐"),
    StopCause.PART_MISSING: _("缺配件"),
    StopCause.CUSTOMER_ENDS: _("客户要求结束"),
}
WEEKDAYS: Mapping[int, LazyText] = {
    1: _("周一"),
    2: _("周二"),
    3: _("周三"),
    4: _("周四"),
    5: _("周五"),
    6: _("周六"),
    7: _("周日"),
}
QUOTED: Mapping[int, LazyText] = {
    30: _("30 分钟以内"),
    60: _("31 到 60 分钟"),
    120: _("61 到 120 分钟"),
    LONGER: _("超过 120 分钟"),
}
TENTHS: Mapping[int, LazyText] = {
    9: _("90% 以上"),
    8: _("80% 到 89%"),
    7: _("70% 到 79%"),
    6: _("60% 到 69%"),
    5: _("50% 到 59%"),
    4: _("40% 到 49%"),
    3: _("30% 到 39%"),
    2: _("20% 到 29%"),
    1: _("10% 到 19%"),
    0: _("10% 以下"),
}
DISPUTE_POINTS: Mapping[DisputeAbout, LazyText] = {
    DisputeAbout.ARRIVAL: _("关于到达"),
    DisputeAbout.PRICE: _("关于价格"),
    DisputeAbout.WORK: _("关于维修"),
    DisputeAbout.CONDUCT: _("关于人的举止"),
}
