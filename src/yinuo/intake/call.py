"""Facts of calls: who rings, who answers, how it ended; and of what is done for a customer by phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.errors import NotAllowed, NotFound, WrongMoment, YinuoError
from yinuo.case.facts import CaseFacts, Channel
from yinuo.people.facts import AddressFacts, CustomerFacts, UnitFacts


class CallState(StrEnum):
    """Where a call stands."""

    WAITING = "waiting"  # nobody has it in hand
    TAKEN = "taken"
    ENDED = "ended"


class CallSource(StrEnum):
    """How a call came to the desk."""

    TYPED = "typed"  # an agent typed the number
    PHONE = "phone"  # the phone system handed it over


class CallEnding(StrEnum):
    """How a call ended, as the agent says; a call that isn't ended stands on the desk."""

    OPENED = "opened"
    JOINED = "joined"
    ANSWERED = "answered"
    CALL_BACK = "call_back"
    WRONG_NUMBER = "wrong_number"
    HUNG_UP = "hung_up"


BY_HAND = (CallEnding.ANSWERED, CallEnding.WRONG_NUMBER, CallEnding.HUNG_UP)
"""Endings that an agent picks; the others come of what was done."""


class Wish(StrEnum):
    """What a customer can have done by phone."""

    LATER = "later"
    WITHDRAW = "withdraw"
    DISPUTE = "dispute"


class Likeness(StrEnum):
    """Why two cases may be the same."""

    PLACE = "place"
    FAULT = "fault"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call as the desk sees it; `masked` is its number as it may be shown, "" where none came with it."""

    id: UUID
    company_id: UUID
    state: CallState
    source: CallSource
    masked: str
    staff_id: UUID | None
    arrived_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None
    ending: CallEnding | None
    case_id: UUID | None
    rung_off_at: datetime | None

    def is_elsewhere(self, staff_id: UUID) -> bool:
        """Whether a colleague has it in hand."""
        return self.state is CallState.TAKEN and self.staff_id != staff_id


@dataclass(frozen=True, slots=True)
class Caller:
    """Everybody who gave the number of a call, with what the desk needs before the first word (IN-04).

    `alike` says for a case which other open case it may be the same as, and why.
    """

    customers: tuple[CustomerFacts, ...] = ()
    cases: tuple[CaseFacts, ...] = ()
    addresses: tuple[AddressFacts, ...] = ()
    units: tuple[UnitFacts, ...] = ()
    alike: tuple[tuple[UUID, UUID, Likeness], ...] = ()
    credit_fen: int = 0

    @property
    def is_known(self) -> bool:
        """Whether anybody gave this number before."""
        return bool(self.customers)


@dataclass(frozen=True, slots=True)
class CallBackWish:
    """Somebody who wants to be called and has no case: whom, at which number, about what if he says so."""

    phone: str
    name: str
    words: str = ""
    language: str = "zh-hans"
    channel: Channel = Channel.WEB


@dataclass(frozen=True, slots=True)
class CallBackAnswer:
    """By when we call. `case_id` is set where a case was opened for whoever asks; a call that is awaited
    already is somebody's own, and who types his number need not be him."""

    due_at: datetime
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What joining two cases would do: `kept` goes on for both, `joined` ends in it; `due_at` is the
    earlier of both arrivals, `is_called_off` says that somebody who was sent to `joined` isn't to come."""

    kept: CaseFacts
    joined: CaseFacts
    due_at: datetime | None
    is_called_off: bool
    is_same_customer: bool


class CallUnknown(NotFound):
    """No such call."""

    code = "call_unknown"
    zh = "没有这通来电，或者记录已按期删除。"
    en = "There is no such call, or its record was deleted in due time."


class CallEnded(WrongMoment):
    """The call was ended before."""

    code = "call_ended"
    zh = "这通来电已经结束了，什么都没有改动。"
    en = "This call was ended before; nothing was changed."


class CallElsewhere(WrongMoment):
    """A colleague has the call in hand."""

    code = "call_elsewhere"
    zh = (
        "这通电话在同事手上，什么都没有改动，您填的内容都还在。要接过来，请到来电页面上点“接过来”。"
    )
    en = (
        "A colleague has this call in hand; nothing was changed, and what you typed is kept. To take it "
        "over, use the button on the call's page."
    )


class NotThisCaller(NotAllowed):
    """What is wished isn't wished by this case's customer in a call that the agent has in hand."""

    code = "not_this_caller"
    zh = (
        "没有办：您手上没有这位客户的来电。他本人在电话里说了，才能替他办；请先用他的号码接入来电。"
    )
    en = (
        "Not done: you have no call of this customer in hand. Only what the customer says on the phone can "
        "be done for him; take the call by his number first."
    )


class WordsMissing(YinuoError):
    """What the customer said wasn't written down."""

    code = "words_missing"
    zh = "没有办：请写下客户是怎么说的，客户会收到这句话的通知。"
    en = "Not done: write down what the customer said; the customer is told of it."


class CallBackNotOffered(WrongMoment):
    """The rulebook of this case promises no call-back."""

    code = "call_back_not_offered"
    zh = "这一单的规则里没有回电的承诺，没有答应。请直接打热线。"
    en = "The rules of this case promise no call-back, so none was promised. Please call the hotline."


class NoCallBack(WrongMoment):
    """No call-back is awaited."""

    code = "no_call_back"
    zh = "现在没有在等的回电，什么都没有改动。"
    en = "No call-back is awaited; nothing was changed."


class NothingSpoken(WrongMoment):
    """Nothing was done by phone that could be denied."""

    code = "nothing_spoken"
    zh = "没有可以撤销的电话办理，什么都没有改动。"
    en = "Nothing was done by phone that could be undone; nothing was changed."


class MergeRefused(WrongMoment):
    """Two cases that can't be joined."""

    code = "merge_refused"


class BothAtWork(MergeRefused):
    """In both cases somebody stands at the door or is at work."""

    code = "both_at_work"
    zh = "没有合并：两单都已有师傅到场，请各自办完。"
    en = "Not joined: in both cases a technician is at the door or at work; let both be finished."


class NobodyComes(MergeRefused):
    """Neither case has somebody coming."""

    code = "nobody_comes"
    zh = "没有合并：留下的那一单没有人要去，合并了就没人上门。请先把它安排好。"
    en = "Not joined: nobody is to come for the case that would stay; arrange that first."


class NotTheSame(MergeRefused):
    """The cases aren't two open ones of one company."""

    code = "not_the_same"
    zh = "没有合并：只能合并同一公司、都还没办完的两单。"
    en = "Not joined: only two open cases of one company can be joined."


class StrangersApart(MergeRefused):
    """The customers differ and nothing shows that they know each other."""

    code = "strangers_apart"
    zh = "没有合并：两单不是同一个客户。请来电的客户念出另一单的单号；念得出，才说明他们互相认识。"
    en = (
        "Not joined: the cases belong to two customers. Ask the caller to read out the number of the other "
        "case; only that shows that they know each other."
    )
