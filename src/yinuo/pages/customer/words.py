"""Words of the customer's pages for codes of the rooms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yinuo.case.facts import DisputeAbout, ProofKind, WithdrawReason

PROOFS = {
    ProofKind.IDENTITY: _("身份证件（当面看，不留存）"),
    ProofKind.OWNERSHIP: _("权属证明：发票、保修卡、登记编号等任一"),
    ProofKind.WITNESS: _("物业或居委会的见证人"),
    ProofKind.GUARANTOR: _("带证件的担保人"),
    ProofKind.POLICE: _("民警在场"),
    ProofKind.ORGANISATION: _("盖公章的单位证明"),
    ProofKind.INHERITANCE: _("继承材料：其他继承人同意、公证或法院文书"),
    ProofKind.SERIAL: _("铭牌上的机身编号"),
}
WITHDRAW = (
    (WithdrawReason.SOLVED.value, _("已经好了")),
    (WithdrawReason.TOO_LATE.value, _("等不及了")),
    (WithdrawReason.PRICE.value, _("价格不合适")),
    (WithdrawReason.OTHER.value, _("别的原因")),
)
DISPUTES = (
    (DisputeAbout.WORK.value, _("没修好，或者又坏了")),
    (DisputeAbout.ARRIVAL.value, _("没有人来，或者记录的到达不对")),
    (DisputeAbout.PRICE.value, _("多收了钱")),
    (DisputeAbout.CONDUCT.value, _("师傅的言行")),
)
