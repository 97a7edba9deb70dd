"""The words of the board for what dispatch names by codes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yinuo.pages.technician.words import LazyText
from yinuo.work.dispatch.facts import (
    Caution,
    HandKind,
    HandReason,
    Hindrance,
    PauseReason,
)

REASONS: Mapping[HandReason, LazyText] = {
    HandReason.CUSTOMER_ASKED: _("客户要求"),
    HandReason.KNOWS_PLACE: _("熟悉现场或产品"),
    HandReason.ROADS: _("路况，地图看不出来"),
    HandReason.HAS_PART: _("车上有配件"),
    HandReason.WORKLOAD: _("平衡工作量"),
    HandReason.TECHNICIAN_ASKED: _("师傅要求"),
    HandReason.OTHER: _("其他"),
}
KINDS: Mapping[HandKind, LazyText] = {
    HandKind.SENT: _("手工派单"),
    HandKind.HANDED_OVER: _("转单"),
    HandKind.TAKEN_BACK: _("收回"),
}
PAUSES: Mapping[PauseReason, LazyText] = {
    PauseReason.BREAK: _("休息"),
    PauseReason.UNWELL: _("身体不适"),
    PauseReason.BREAKDOWN: _("车辆或工具故障"),
    PauseReason.OTHER: _("其他"),
}
HINDRANCES: Mapping[Hindrance, LazyText] = {
    Hindrance.UNLAWFUL: _("按规定不能派"),
    Hindrance.BUSY: _("手上有单"),
    Hindrance.PAUSED: _("暂停接单"),
    Hindrance.SAME_JOB: _("已在这一单"),
}
CAUTIONS: Mapping[Caution, LazyText] = {
    Caution.LATE: _("多半会迟到"),
    Caution.OFF_SHIFT: _("还没上班"),
    Caution.SHIFT_ENDS: _("下班前做不完"),
    Caution.REFUSED: _("说过去不了"),
    Caution.WAS_THERE: _("上次来过，客户可能要换人"),
    Caution.TAKEN_BACK: _("这一单刚从他手上收回"),
}
LAW: Mapping[str, LazyText] = {
    "no_business_licence": _("网点没有营业执照"),
    "no_opening_credential": _("网点没有开锁备案"),
    "no_record_check": _("没有有效的无犯罪记录证明"),
    "no_certificate": _("没有所需证书"),
    "not_authorised": _("网点授权已到期"),
    "lacks_skill": _("没有这项技能"),
}
STANDINGS: Mapping[str, LazyText] = {
    "idle": _("空闲"),
    "driving": _("在路上"),
    "working": _("作业中"),
    "off": _("还没上班"),
}
