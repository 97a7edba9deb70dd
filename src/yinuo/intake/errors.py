"""What intake refuses, in both languages."""

from __future__ import annotations

from yinuo.base.errors import WrongMoment, YinuoError


class WorkHasBegun(WrongMoment):
    """A case whose technician is already at work can't be withdrawn online."""

    code = "work_has_begun"
    zh = "师傅已经到场，不能直接取消。不想修了，可以不接受报价，只付事先公示的费用；也可以打电话给我们。"
    en = (
        "The technician has arrived, so the visit can't be cancelled here. You may decline the quote and "
        "owe only what was published before, or call us."
    )


class StillToCome(WrongMoment):
    """Somebody is still to come for this case, so it can't be not fixed yet."""

    code = "still_to_come"
    zh = "师傅还没有上门，这一单照常进行，您写的都还在。要取消，请回到报修页面；要催，请打热线。"
    en = (
        "The technician is still to come and the case goes on as promised; what you wrote is kept. "
        "To cancel, go back to your case; to ask what is happening, call the hotline."
    )


class ManagerDecides(WrongMoment):
    """A visit that was stopped for safety or by law: nobody is sent there again by a tap."""

    code = "manager_decides"
    zh = (
        "上次因为安全或法律的原因停止，要由经理先核实再安排，这次没有派人。经理已收到通知；"
        "急事请打热线找人工。"
    )
    en = (
        "The last visit was stopped for safety or by law, so a manager looks into it before anybody is sent. "
        "The managers were told; if it is urgent, please call the hotline and ask for a person."
    )


class LaterNotOffered(WrongMoment):
    """A later time that can't be promised, or can't be promised any more."""

    code = "later_not_offered"
    zh = "这个时间现在说不准了，没有改动，原来的承诺照旧。请重新选一个。"
    en = (
        "This time can't be promised any more. Nothing was changed and the earlier promise stands; please "
        "choose again."
    )


class NobodySooner(WrongMoment):
    """Nobody can come sooner than agreed."""

    code = "nobody_sooner"
    zh = "现在没有师傅能更早到，我们不随口答应。约好的时间不变，什么都没有改动。"
    en = (
        "Nobody can come sooner than agreed, and we don't promise what can't be kept. The agreed time "
        "stands; nothing was changed."
    )


class PersonBusy(WrongMoment):
    """Somebody can't be erased while a case of theirs runs, or money is open."""

    code = "person_busy"

    def __init__(self, numbers: tuple[str, ...]) -> None:
        named = "、".join(numbers)
        super().__init__(
            zh=f"还有没办完的单子或没答复的退款（{named}），什么都没有删除。请先取消、确认完工或办结，再来删除。",
            en=f"A case still runs or a refund waits for its answer ({', '.join(numbers)}); nothing was "
            "erased. Cancel it, confirm it or have it settled first, then erase.",
        )


class NotTheContact(YinuoError):
    """What was typed to confirm isn't how the customer is known."""

    code = "not_the_contact"
    zh = "这不是报修时留的手机号或邮箱，什么都没有删除。请核对后再试；忘了留的是哪个，请打热线。"
    en = (
        "This is not the phone number or e-mail of the request; nothing was erased. Check it and try "
        "again, or call the hotline if you no longer know which one you gave."
    )
