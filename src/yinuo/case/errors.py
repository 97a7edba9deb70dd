"""What can be wrong with what is asked of a case; `facts` passes these on to other rooms."""

from __future__ import annotations

from yinuo.base.errors import NotFound, WrongMoment, YinuoError


class CaseUnknown(NotFound):
    """No such case, or not this person's."""

    code = "case_unknown"


class CaseNotInState(WrongMoment):
    """The case is not in a state in which this can be done."""

    code = "case_not_in_state"


class DisputeTooLate(WrongMoment):
    """The case ended longer ago than a dispute may be raised."""

    code = "dispute_too_late"
    zh = "这一单结束已久，不能再在这里提出异议，什么都没有改动。请重新报修，或拨打热线找人工处理。"
    en = (
        "This case ended too long ago to be disputed here; nothing was changed. Report the fault anew, or "
        "call the hotline and speak to a person."
    )


class ProofInvalid(YinuoError):
    """A proof that doesn't show what it is said to show."""

    code = "proof_invalid"
    zh = "这份证明不能用于这一项：请核对证件种类、末四位和在场人信息。已经记录的证明都还在。"
    en = (
        "This document can't stand for this item: check its kind, the last four characters and who is "
        "present. The proofs already recorded are kept."
    )


class NoteEmpty(YinuoError):
    """A note without a word."""

    code = "note_empty"
    zh = "没有保存：备注是空的。"
    en = "Nothing was saved: the note is empty."


class RatingInvalid(YinuoError):
    """Not one of the five answers."""

    code = "rating_invalid"
    zh = "请选 1 到 5 分中的一个，或者选不评价。"
    en = "Choose one of 1 to 5, or no rating."


class RatedAlready(WrongMoment):
    """The one rating was given, or declined, before."""

    code = "rated_already"
    zh = "这一单已经评价过了，评价不能改，也不会再问。"
    en = "This case was rated already; a rating can't be changed and isn't asked for again."
