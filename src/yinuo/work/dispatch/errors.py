"""What dispatch refuses, in words for whoever asked."""

from __future__ import annotations

from yinuo.base.errors import NotFound, WrongMoment


class JobUnknown(NotFound):
    """No such job."""

    code = "job_unknown"


class JobUnderWay(WrongMoment):
    """Somebody has arrived, so the job can't be cancelled any more."""

    code = "job_under_way"


class TechnicianAtWork(WrongMoment):
    """The technician is at work at a customer's, and nobody else could end that visit."""

    code = "technician_at_work"
    zh = "师傅正在客户家里作业，什么都没有改动。请等这次上门结束再办；要马上停用登录，先改密码。"
    en = (
        "The technician is at work at a customer's. Nothing was changed; let the visit end first. To shut "
        "the login at once, change its password."
    )


class AssignmentEnded(WrongMoment):
    """The assignment has ended already."""

    code = "assignment_ended"


class JobOver(WrongMoment):
    """Nobody is wanted for this job any more."""

    code = "job_over"
    zh = "这一单已经做完或者取消了，没有改派任何人。列表已经是最新的。"
    en = "This job is done or was cancelled. Nobody was sent; the list shows how things stand."


class SeatChanged(WrongMoment):
    """The seat isn't as the one who decides saw it: somebody else was faster, or the plan moved on."""

    code = "seat_changed"
    zh = "您看的时候这一单又有了变化：{now_zh}。什么都没有改动，请看过最新情况再决定。"
    en = (
        "This job changed while you looked: {now_en}. Nothing was changed; see how it stands now and "
        "decide again."
    )

    def __init__(self, *, now_zh: str, now_en: str) -> None:
        super().__init__(self.zh.format(now_zh=now_zh), self.en.format(now_en=now_en))


class AlreadyThere(WrongMoment):
    """Whoever holds the seat has arrived, so nobody takes it over."""

    code = "already_there"
    zh = "师傅已经到了客户家，不能再转单或收回，什么都没有改动。"
    en = "The technician has arrived, so the job can't be handed over or taken back. Nothing was changed."


class TechnicianBusy(WrongMoment):
    """Nobody has two jobs at once."""

    code = "technician_busy"
    zh = "这位师傅手上还有一单，一个人不能同时接两单，什么都没有改动。请先收回或转走那一单。"
    en = (
        "This technician has a job in hand, and nobody takes two at once. Nothing was changed; take that job "
        "back or hand it over first."
    )


class TechnicianPaused(WrongMoment):
    """A paused technician is sent nowhere."""

    code = "technician_paused"
    zh = "这位师傅暂停接单，没有派他去。要派他，请先恢复接单。"
    en = "This technician is paused and was not sent. Resume him first to send him."


class NotOnDuty(WrongMoment):
    """Only who is on shift in the zone, or comes on soon, is sent."""

    code = "not_on_duty"
    zh = "这位师傅不在这个区域当班，没有派他去，什么都没有改动。"
    en = "This technician isn't on duty in this zone and was not sent. Nothing was changed."


class MayNotGo(WrongMoment):
    """The law, or a missing skill, forbids sending this technician to this job."""

    code = "may_not_go"
    zh = "按规定不能派这位师傅去这一单（缺技能、证书或备案），什么都没有改动。请另选一位。"
    en = (
        "This technician may not be sent to this job: a skill, a certificate or a registration is missing. "
        "Nothing was changed; choose somebody else."
    )


class UnwiseChoice(WrongMoment):
    """What the law allows, but hardly anybody would do: it has to be confirmed."""

    code = "unwise_choice"
    zh = "没有派出：这样派有不妥之处，请看过提醒，确实要派就勾选“仍然这样派”再提交。"
    en = (
        "Nobody was sent: there is something against this choice. Read the warnings, and tick “send anyway” "
        "if that is what you want."
    )


class CustomerWantsLater(WrongMoment):
    """The customer asked that nobody comes before a time."""

    code = "customer_wants_later"
    zh = "客户要求晚一点来，现在派人会到得太早，什么都没有改动。快到时间会自动安排。"
    en = (
        "The customer asked for a later time, and somebody sent now would come too early. Nothing was "
        "changed; somebody is sent when the time draws near."
    )


class WordsMissing(WrongMoment):
    """What is done by hand needs a reason in words."""

    code = "words_missing"
    status = 400
    zh = "没有改动：请用一句话写明原因，事后要能看懂为什么这样派。"
    en = "Nothing was changed: say in a sentence why, so that everybody understands it later."


class PauseNotValid(WrongMoment):
    """A pause that lies in the past, is empty or too long, or overlaps another one."""

    code = "pause_not_valid"
    status = 400
    zh = "没有暂停：最长 24 小时，也不能和已有的暂停重叠。"
    en = "Nobody was paused: a pause lasts 24 hours at most and may not overlap another one."


class NotPaused(WrongMoment):
    """There is nothing to resume."""

    code = "not_paused"
    zh = "这位师傅没有在暂停，可能别人已经恢复了。列表已经是最新的。"
    en = "This technician isn't paused; somebody may have resumed him already. The list is up to date."
