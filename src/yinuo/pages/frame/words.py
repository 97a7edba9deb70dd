"""Words of the shared parts for codes and figures that come from the rooms."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy

from yinuo.case.facts import DecisionKind
from yinuo.outlet.facts import PartCondition, TariffGroup
from yinuo.people.facts import LookReason, StaffRole
from yinuo.promise.facts import KIND_NAMES, PromiseKind
from yinuo.work.visit.facts import MethodClass, NoSignature, SignRole

from .language import language
from .promise_card import PromiseCard
from .times import clock_text

_GROUPS = {
    TariffGroup.VISIT: gettext_lazy("上门"),
    TariffGroup.INSPECTION: gettext_lazy("检测"),
    TariffGroup.REPAIR: gettext_lazy("维修"),
    TariffGroup.MATERIAL: gettext_lazy("材料"),
    TariffGroup.PART: gettext_lazy("配件"),
    TariffGroup.NIGHT: gettext_lazy("夜间"),
}
_CONDITIONS = {
    PartCondition.NEW: gettext_lazy("全新件"),
    PartCondition.REFURBISHED: gettext_lazy("翻新件"),
}


LOOK_REASONS = {
    LookReason.HANDLE: gettext_lazy("处理这一单"),
    LookReason.CALL_BACK: gettext_lazy("给客户回电话"),
    LookReason.ARRANGE: gettext_lazy("商量上门"),
    LookReason.VERIFY: gettext_lazy("核对来电的人"),
    LookReason.DISPUTE: gettext_lazy("处理异议"),
    LookReason.AUTHORITY: gettext_lazy("机关依法调取"),
}
"""Why somebody of the staff looked at a customer's data, in words that the customer reads too."""
ROLES = {
    StaffRole.TECHNICIAN: gettext_lazy("师傅"),
    StaffRole.DESK: gettext_lazy("接单员"),
    StaffRole.DISPATCHER: gettext_lazy("调度员"),
    StaffRole.MANAGER: gettext_lazy("经理"),
}
"""What the staff work as."""
DECISIONS = {
    DecisionKind.SEND_AGAIN: gettext_lazy("再派一位师傅"),
    DecisionKind.END: gettext_lazy("不再派人，这一单结束"),
    DecisionKind.GRANT: gettext_lazy("退款"),
    DecisionKind.REFUSE: gettext_lazy("不退"),
    DecisionKind.EXPLAIN: gettext_lazy("逐条答复"),
}
"""What a manager decided, on the customer's page and on the company's."""
METHODS = {
    MethodClass.OWN_MEANS: gettext_lazy("客户自己的密码或钥匙"),
    MethodClass.MAKER_RECOVERY: gettext_lazy("厂家恢复流程"),
    MethodClass.LOCK_CHANGE: gettext_lazy("更换锁具"),
    MethodClass.DESTRUCTIVE: gettext_lazy("破坏性开启"),
}
"""How a safe was opened; the class, never the way."""
SIGNERS = {
    SignRole.ASKER: gettext_lazy("客户签字"),
    SignRole.TECHNICIAN: gettext_lazy("师傅签字"),
    SignRole.WITNESS: gettext_lazy("见证人签字"),
}
"""Who signs."""
NO_SIGNATURES = {
    NoSignature.CANNOT_WRITE: gettext_lazy("不能写字"),
    NoSignature.WILL_NOT: gettext_lazy("不愿意签"),
    NoSignature.NOT_THERE: gettext_lazy("不在场"),
    NoSignature.NO_SCREEN: gettext_lazy("这部手机签不了"),
}
"""Why somebody did not sign."""


def promise_name(kind: PromiseKind) -> str:
    """What a kind of promise is called."""
    name = KIND_NAMES[kind]
    return name.en if language().startswith("en") else name.zh


def tariff_group(group: str) -> str:
    """The heading of a group of the price list."""
    return str(_GROUPS[TariffGroup(group)])


def part_condition(condition: str) -> str:
    """Whether a part is new or refurbished."""
    return str(_CONDITIONS[PartCondition(condition)])


def rail_label(card: PromiseCard) -> str:
    """What the rail shows, in a sentence."""
    spoken = language()
    times = {
        "made": clock_text(card.made_at, card.now, spoken),
        "due": clock_text(card.due_at, card.now, spoken),
    }
    if not card.is_running or card.eta_at is None:
        return gettext("%(made)s 报修，最迟 %(due)s 到") % times
    times["eta"] = clock_text(card.eta_at, card.now, spoken)
    return gettext("%(made)s 报修，预计 %(eta)s 到，最迟 %(due)s 到") % times
