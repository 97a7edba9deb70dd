"""What can go wrong on site, in words for the one who meets it."""

from __future__ import annotations

from yinuo.base.errors import NotFound, WrongMoment, YinuoError
from yinuo.base.money import Fen, format_yuan


class VisitUnknown(NotFound):
    """No such visit, or not this person's."""

    code = "visit_unknown"
    zh = "没有找到这次上门，或者它已经改派给别的师傅。您已提交的步骤都保留着。"
    en = "No such visit, or it went to another technician. The steps you sent are kept."


class StepNotYet(WrongMoment):
    """A step before its turn (WK-01): steps can be stopped, not skipped or re-ordered."""

    code = "step_not_yet"
    zh = "还没到这一步：请按顺序先完成前面的步骤。已做的步骤都保留着。"
    en = "Not yet: the steps before this one come first. The steps already done are kept."


class StepDone(StepNotYet):
    """A step that is done already: by whoever came along, or from another window."""

    code = "step_done"
    zh = (
        "这一步已经记过了，可能是同行的师傅，也可能是另一个窗口，不用再做一次。已做的步骤都保留着。"
    )
    en = (
        "This step is done already, perhaps by your partner or from another window; it isn't done twice. "
        "The steps already done are kept."
    )


class NotLeading(WrongMoment):
    """The lead can only be handed over by who has it."""

    code = "not_leading"
    zh = "现在带队的不是您，所以不能交出带队。单子没有变化。"
    en = "You don't lead this job, so you can't hand the lead over. Nothing has changed."


class PartnerAbsent(WrongMoment):
    """Nobody else is on site."""

    code = "partner_absent"
    zh = "另一位师傅还没有到，带队先由您负责。等他到了再交给他。"
    en = "The other technician is not there yet, so you lead for now. Hand over once they have arrived."


class VisitOver(StepNotYet):
    """A step of a visit that has ended, or that somebody else was sent to."""

    code = "visit_over"
    zh = "这次上门已经结束，或者已改派、取消，这一步没有记录。先前的步骤都保留着；有疑问请打热线。"
    en = (
        "This visit has ended, or was given to somebody else or cancelled; this step was not recorded. "
        "The steps before it are kept. If in doubt, call the hotline."
    )


class OutOfOrder(WrongMoment):
    """A step of an outbox whose number isn't the next one: an earlier one is missing, or it came twice."""

    code = "out_of_order"
    zh = "这一步的顺序不对，前面还有步骤没有送到。手机会自动按顺序再发。"
    en = "This step is out of order: one before it has not arrived. The phone sends them again in order."


class SignatureMissing(YinuoError):
    """Somebody who has to sign neither signed nor says why not (ID-07, WK-14)."""

    code = "signature_missing"
    zh = "还缺签字。请在框里签名；不能签或不愿签的，请选原因。填好的内容都还在。"
    en = "A signature is missing. Sign in the box, or choose why there is none. What you filled in is kept."


class SignedForLess(WrongMoment):
    """A quote costs more than what the customer signed for on the technician's phone."""

    code = "signed_for_less"

    def __init__(self, signed_fen: int, total_fen: int) -> None:
        signed, total = format_yuan(Fen(signed_fen)), format_yuan(Fen(total_fen))
        super().__init__(
            f"客户签字接受的是 {signed}，按价目表是 {total}，签字不算数。请让客户在自己的手机上决定。",
            f"The customer signed for {signed}, but by the price list it is {total}, so it "
            "doesn't count. Please let the customer decide on their own phone.",
        )


class NotOnThisPhone(WrongMoment):
    """Consent that only the customer's own phone can give."""

    code = "not_on_this_phone"
    zh = "加项目和破坏性作业要客户在自己的手机上同意，不能在您的手机上签。签字没有生效。"
    en = (
        "More work, and drilling or cutting, need the customer's consent on their own phone; a signature on "
        "yours doesn't count and was not applied."
    )


class OwnershipUnproven(WrongMoment):
    """Work on a case can't start below its ownership level (ID-20)."""

    code = "ownership_unproven"
    zh = "所有权证明还不齐，不能开始。请补齐证明，或由担保人、警察到场；不能补齐时请停止上门。"
    en = (
        "Ownership is not proven, so work can't start. Complete the proofs, or have a guarantor or the "
        "police stand in; otherwise stop the visit."
    )


class LineNotOnList(YinuoError):
    """A charge that is on no price list (QT-02)."""

    code = "line_not_on_list"
    zh = "只能从价目表里选项目，数量要在 1 到 99 之间。报价没有保存，请改好再提交。"
    en = "Only lines of the price list, 1 to 99 of each. The quote was not saved; correct it and send again."


class QuoteLocked(WrongMoment):
    """A quote that was decided on can't be changed; a new version can be proposed."""

    code = "quote_locked"
    zh = "这份报价已经处理过，不能再改。要增加项目，请出一份新报价，客户接受后再做。"
    en = "This quote was decided on and can't be changed. To add work, propose a new version and wait."


class QuoteStale(WrongMoment):
    """The customer decided on a version that is no longer the newest."""

    code = "quote_stale"
    zh = "报价已更新，请看新的一份再决定。您的这次选择没有生效。"
    en = "The quote has a newer version. Your choice was not applied; please look at the new one."


class PartNotAccepted(WrongMoment):
    """A part that the accepted quote doesn't hold, or not so many of (QT-09)."""

    code = "part_not_accepted"
    zh = "客户接受的报价里没有这个配件（或数量不够）。请先出新报价，客户接受后再换。"
    en = "The accepted quote doesn't hold this part, or not so many. Propose a new version first."


class AmountNotAccepted(YinuoError):
    """A payment that differs from what the customer accepted (QT-02)."""

    code = "amount_not_accepted"
    status = 409
    zh = "金额和客户接受的不一致，没有记录。只能收客户接受的那个数。"
    en = "The amount differs from what the customer accepted and was not recorded."


class PaymentSaidAlready(WrongMoment):
    """The customer said another sum before; a correction is a dispute."""

    code = "payment_said_already"

    def __init__(self, said_fen: int) -> None:
        said = format_yuan(Fen(said_fen))
        super().__init__(
            f"您已确认付了 {said}；若不对，请提出异议。这次填的没有记录。",
            f"You have already confirmed that you paid {said}. If that is wrong, please raise a dispute; "
            "what you entered now was not recorded.",
        )


class PhotoNotAllowed(WrongMoment):
    """No consent, or a step in which nothing is photographed (WK-06, ID-15)."""

    code = "photo_not_allowed"
    status = 403
    zh = "客户还没有同意拍照，或者这一步不许拍照。照片没有保存。"
    en = "The customer has not agreed to photos, or this step allows none. The photo was not kept."


class TestsIncomplete(YinuoError):
    """The test list was not ticked whole, or the safe would hold less than before (WK-10, WK-12)."""

    code = "tests_incomplete"
    status = 409
    zh = "检查项没有全部通过，或者装回的锁少于原来的数量，不能交付。已勾选的内容请再核对。"
    en = "Not all tests passed, or fewer locks were fitted than the model needs; it can't be handed over."


class OwnerAbsent(YinuoError):
    """The owner must be there when a safe is opened, and sets the new code alone (ID-15, ID-16)."""

    code = "owner_absent"
    status = 409
    zh = "开启时客户本人必须在场，新密码由客户自己设置，并在门开着时试三次。这一步没有记录。"
    en = (
        "The owner must be present at the opening, sets the new code alone and tries it three times with "
        "the door open. This step was not recorded."
    )


class FieldMissing(YinuoError):
    """A step that lacks something it must say."""

    code = "field_missing"
    zh = "还有必填的内容没填，这一步没有保存。您填的都还在。"
    en = "Something required is missing; this step was not saved. What you entered is kept."
