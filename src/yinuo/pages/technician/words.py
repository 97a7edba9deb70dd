"""The words of a technician's screen for what the rooms name by codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from django.utils.translation import gettext_lazy as _

from yinuo.case.facts import DocumentKind, ProofKind
from yinuo.outlet.facts import TariffGroup
from yinuo.work.dispatch.facts import DeclineReason
from yinuo.work.visit.facts import (
    OldParts,
    PaymentMethod,
    PhotoKind,
    Step,
    StopReason,
    VisitState,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LazyText: TypeAlias = "_StrPromise"
"""A word that is translated when it is shown."""

E = TypeVar("E", bound=StrEnum)
Words = Mapping[E, LazyText]

STATES: Words[VisitState] = {
    VisitState.PLANNED: _("待出发"),
    VisitState.ON_THE_WAY: _("在路上"),
    VisitState.AT_DOOR: _("在门口"),
    VisitState.ON_SITE: _("上门服务中"),
    VisitState.FINISHED: _("已完成"),
    VisitState.STOPPED: _("已停止"),
    VisitState.CALLED_OFF: _("已改派或取消"),
}
STEPS: Words[Step] = {
    Step.PRICE_LIST: _("出示价目表"),
    Step.ADULT: _("成年人在场"),
    Step.OWNERSHIP: _("核对所有权证明"),
    Step.DIAGNOSIS: _("检查故障"),
    Step.QUOTE: _("报价并由客户决定"),
    Step.DESTRUCTIVE: _("客户同意破坏性开启"),
    Step.WORK: _("开始作业"),
    Step.OPENING: _("开启"),
    Step.NEW_CODE: _("客户自己设新密码"),
    Step.TEST: _("逐项检查"),
    Step.FIXING: _("固定安装"),
    Step.OLD_PARTS: _("旧件处理"),
    Step.HAND_OVER: _("交付和讲解"),
    Step.STATEMENT: _("出示账单"),
    Step.PAYMENT: _("收款"),
    Step.FINISH: _("完成上门"),
}
DECLINES: Words[DeclineReason] = {
    DeclineReason.BREAKDOWN: _("车坏了"),
    DeclineReason.UNWELL: _("身体不适"),
    DeclineReason.ACCIDENT: _("路上出了事故"),
    DeclineReason.NO_PART: _("没有带需要的配件"),
    DeclineReason.KNOWS_CUSTOMER: _("和客户认识，需要回避"),
}
STOPS: Words[StopReason] = {
    StopReason.CRIME_SIGNS: _("有犯罪迹象（同时拨打 110）"),
    StopReason.OWNERSHIP_DISPUTED: _("所有权有争议"),
    StopReason.SEALED_BY_AUTHORITY: _("被司法或行政机关查封"),
    StopReason.UNAUTHORISED_OFFICE: _("单位物品，来人没有授权"),
    StopReason.PAPERS_LOOK_FALSE: _("证件疑似伪造"),
    StopReason.NOT_OF_SOUND_MIND: _("当事人神志不清"),
    StopReason.MINOR_ALONE: _("只有未成年人在家"),
    StopReason.NOBODY_OPENS: _("没有人开门"),
    StopReason.NO_PROOF: _("证明补不齐"),
    StopReason.DANGER: _("现场有危险"),
    StopReason.PART_MISSING: _("缺配件，今天修不了"),
    StopReason.CUSTOMER_ENDS: _("客户要求结束"),
}
PROOFS: Words[ProofKind] = {
    ProofKind.IDENTITY: _("身份证件"),
    ProofKind.OWNERSHIP: _("所有权凭证"),
    ProofKind.WITNESS: _("见证人"),
    ProofKind.GUARANTOR: _("担保人"),
    ProofKind.POLICE: _("警察到场"),
    ProofKind.ORGANISATION: _("单位授权"),
    ProofKind.INHERITANCE: _("继承证明"),
    ProofKind.SERIAL: _("机身铭牌"),
}
DOCUMENTS: Words[DocumentKind] = {
    DocumentKind.ID_CARD: _("居民身份证"),
    DocumentKind.PASSPORT: _("护照"),
    DocumentKind.RESIDENCE_PERMIT: _("居住证"),
    DocumentKind.PURCHASE_RECORD: _("购买发票或订单"),
    DocumentKind.WARRANTY_CARD: _("保修卡"),
    DocumentKind.REGISTERED_SERIAL: _("登记过的机身编号"),
    DocumentKind.SWORN_STATEMENT: _("所有权声明书"),
    DocumentKind.SELLER_STATEMENT: _("卖家证明"),
    DocumentKind.LETTER_WITH_SEAL: _("盖章的单位介绍信"),
    DocumentKind.HEIRS_CONSENT: _("全体继承人同意书"),
    DocumentKind.NOTARY_DEED: _("公证书"),
    DocumentKind.COURT_PAPER: _("法院文书"),
    DocumentKind.SERIAL_PLATE: _("铭牌编号与登记一致"),
    DocumentKind.PROPERTY_OFFICE: _("物业工作人员"),
    DocumentKind.NEIGHBOURHOOD: _("居委会或村委会人员"),
    DocumentKind.NEIGHBOUR: _("邻居"),
    DocumentKind.POLICE_CARD: _("人民警察证"),
}
OLD_PARTS: Words[OldParts] = {
    OldParts.LEFT_WITH_CUSTOMER: _("已给客户看过，留给客户"),
    OldParts.WARRANTY_EXCHANGE: _("保修换件，按约定收回"),
    OldParts.CUSTOMER_DECLINED: _("已给客户看过，客户不要"),
}
PHOTOS: Words[PhotoKind] = {
    PhotoKind.FAULT: _("故障处"),
    PhotoKind.PART: _("配件"),
    PhotoKind.RESULT: _("修好后（柜门关着）"),
}
METHODS_OF_PAYMENT: Words[PaymentMethod] = {
    PaymentMethod.COMPANY_CODE: _("公司收款码"),
    PaymentMethod.CARD: _("刷卡"),
    PaymentMethod.CASH: _("现金"),
}
GROUPS: Words[TariffGroup] = {
    TariffGroup.VISIT: _("上门费"),
    TariffGroup.INSPECTION: _("检测费"),
    TariffGroup.REPAIR: _("维修费"),
    TariffGroup.MATERIAL: _("材料费"),
    TariffGroup.PART: _("配件费"),
    TariffGroup.NIGHT: _("夜间费"),
}
TESTS: Mapping[str, LazyText] = {
    "lock_cycle": _("开锁、上锁连续三次正常"),
    "low_battery": _("低电提示正常"),
    "alarm": _("报警正常"),
    "fingerprint": _("指纹识别正常"),
    "face": _("人脸识别正常"),
    "network": _("联网正常"),
    "dial": _("机械密码盘正常"),
    "relocker": _("再锁装置复位"),
    "time_lock": _("时间锁正常"),
    "bolts": _("锁栓伸缩顺畅，全部到位"),
    "open_close": _("开门、关门各三次正常"),
    "code_change": _("换密码功能正常"),
    "low_battery_sign": _("低电提示正常"),
}


def choices(words: Words[E], only: Iterable[E] | None = None) -> list[tuple[str, LazyText]]:
    """The choices of a field, in the order of the words."""
    wanted = set(words) if only is None else set(only)
    return [(code.value, text) for code, text in words.items() if code in wanted]
