"""One sentence, in Chinese or English, that says why a technician was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yinuo.engines.routing.reason import Bar, Candidate, Outcome, Reason, Rule


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one language."""

    chosen: Mapping[Rule, str]
    later: str
    over_nearest: str
    over_next: str
    is_nearest: str
    only_one: str
    nobody: str
    figures: str
    total: str
    standing: Mapping[str, str]
    taken: str
    bars: Mapping[Bar, str]
    details: Mapping[str, str]
    comma: str
    tail: str
    stop: str


CHINESE = Wording(
    chosen={
        Rule.LEAST_COST: "选了{who}（{figures}）",
        Rule.EARLIEST_HONEST: "最早说得准的是{who}（{figures}）",
        Rule.BY_HAND: "调度员指派了{who}（{figures}）",
    },
    later="预计由{who}去（{figures}），现在还不能出发",
    over_nearest="，没有选最近的{who}（{figures}）",
    over_next="，其次是{who}（{figures}）",
    is_nearest="，离得最近的就是他",
    only_one="，能去的只有这一位",
    nobody="现在没有师傅能去",
    figures="{minutes}分钟到{doing}，迟到风险{risk}%{total}",
    total="，代价{total}",
    standing={
        "idle": "",
        "driving": "，正在去别处",
        "working": "，手上的活还没完",
        "off": "，还没上班",
    },
    taken="，要先去另一家",
    bars={
        Bar.OFF_SHIFT: "{n}人不在班",
        Bar.LACKS_SKILL: "{n}人没有这项技能",
        Bar.BARRED: "{n}人不能派",
        Bar.SAME_JOB: "{n}人已在这一单里",
        Bar.BUSY_TOO_LONG: "{n}人忙到下班也腾不出手",
        Bar.SHIFT_ENDS: "{n}人下班前做不完",
    },
    details={
        "no_opening_credential": "{n}人所在网点没有开锁备案",
        "no_certificate": "{n}人没有所需证书",
        "no_business_licence": "{n}人所在网点没有营业执照",
        "no_record_check": "{n}人没有有效的无犯罪记录证明",
        "not_authorised": "{n}人所在网点的授权已到期",
        "refused": "{n}人已说不能去",
        "was_there": "{n}人上次来过，这次换人",
        "taken_back": "{n}人被调度员换下",
    },
    comma="，",
    tail="；",
    stop="。",
)
ENGLISH = Wording(
    chosen={
        Rule.LEAST_COST: "{who} chosen ({figures})",
        Rule.EARLIEST_HONEST: "{who} gives the earliest promise that can be kept ({figures})",
        Rule.BY_HAND: "{who} sent by the dispatcher ({figures})",
    },
    later="{who} foreseen ({figures}), cannot leave yet",
    over_nearest=" over the nearest, {who} ({figures})",
    over_next=", ahead of {who} ({figures})",
    is_nearest=", also the nearest",
    only_one=", the only one who can come",
    nobody="Nobody can come now",
    figures="{minutes} min{doing}, {risk} % risk{total}",
    total=", {total}",
    standing={
        "idle": "",
        "driving": ", on the way elsewhere",
        "working": ", finishing another job",
        "off": ", shift not begun",
    },
    taken=", going to another request first",
    bars={
        Bar.OFF_SHIFT: "{n} off shift",
        Bar.LACKS_SKILL: "{n} without the skill",
        Bar.BARRED: "{n} barred",
        Bar.SAME_JOB: "{n} already on this job",
        Bar.BUSY_TOO_LONG: "{n} busy too long",
        Bar.SHIFT_ENDS: "{n} could not finish within the shift",
    },
    details={
        "no_opening_credential": "{n} of an outlet not registered to open locks",
        "no_certificate": "{n} without the certificate",
        "no_business_licence": "{n} of an outlet without a business licence",
        "no_record_check": "{n} without a valid criminal-record check",
        "not_authorised": "{n} of an outlet whose authorisation has ended",
        "refused": "{n} said they cannot go",
        "was_there": "{n} came last time, so somebody else goes",
        "taken_back": "{n} taken off it by the dispatcher",
    },
    comma=", ",
    tail="; ",
    stop=".",
)
WORDINGS = {"zh": CHINESE, "en": ENGLISH}


def explain(reason: Reason, names: Mapping[str, str], lang: str) -> str:
    """The reason as one sentence in `lang`, "zh" or "en"; KeyError for any other.

    `names` maps technician ids to what the reader calls them; an id without a name stands for
    itself. Minutes are from the decision to the expected arrival, the risk is that of being late,
    and the last figure of a candidate is its cost in late emergencies (see `Params`).
    """
    words = WORDINGS[lang]
    counts = words.comma.join(_counts(reason, words))
    head = _choice(reason, names, words)
    return head + (words.tail + counts if counts else "") + words.stop


def explain_chosen(reason: Reason, name: str, lang: str) -> str:
    """The same for the customer: about `name`, who was chosen, alone; without figures and colleagues."""
    chosen = reason.chosen
    if reason.rule is Rule.BY_HAND:
        return _BY_HAND_FOR_CUSTOMER[lang].format(who=name)
    near = chosen is not None and all(
        chosen.travel_minutes <= other.travel_minutes for other in reason.others
    )
    return _FOR_CUSTOMER[lang][near].format(who=name)


_FOR_CUSTOMER = {
    "zh": {
        True: "{who}在班，会修这类问题，赶到您家用时最短。",
        False: "{who}在班，会修这类问题，按现有安排最能按时赶到。",
    },
    "en": {
        True: "{who} is on shift, has the skill for this and has the shortest way to you.",
        False: "{who} is on shift, has the skill for this and is the surest to reach you in time.",
    },
}


_BY_HAND_FOR_CUSTOMER = {
    "zh": "{who}在班，会修这类问题，由调度员安排给您。",
    "en": "{who} is on shift, has the skill for this and was chosen for you by the dispatcher.",
}


def _choice(reason: Reason, names: Mapping[str, str], words: Wording) -> str:
    chosen = reason.chosen
    if chosen is None:
        return words.nobody
    later = reason.outcome is Outcome.LATER and reason.rule is Rule.LEAST_COST
    pattern = words.later if later else words.chosen[reason.rule]
    head = pattern.format(
        who=names.get(chosen.technician_id, chosen.technician_id),
        figures=_figures(chosen, reason.rule, words),
    )
    return head + _against(chosen, reason, names, words)


def _against(chosen: Candidate, reason: Reason, names: Mapping[str, str], words: Wording) -> str:
    """The comparison a reader asks for first: why not the nearest, or else who came second."""
    if not reason.others:
        return words.only_one
    nearest = min(reason.others, key=lambda c: c.travel_minutes)
    near = nearest.travel_minutes < chosen.travel_minutes
    other, pattern = (nearest, words.over_nearest) if near else (reason.others[0], words.over_next)
    text = pattern.format(
        who=names.get(other.technician_id, other.technician_id),
        figures=_figures(other, reason.rule, words),
    )
    return text if near else words.is_nearest + text


def _figures(candidate: Candidate, rule: Rule, words: Wording) -> str:
    taken = words.taken if candidate.taken_by is not None else ""
    shown = words.total.format(total=f"{candidate.total:.2f}") if rule is Rule.LEAST_COST else ""
    return words.figures.format(
        minutes=round(candidate.minutes),
        doing=words.standing[candidate.standing] + taken,
        risk=round(candidate.p_late * 100),
        total=shown,
    )


def _counts(reason: Reason, words: Wording) -> list[str]:
    """How many could not come; a reason code without words of its own is shown as it is."""
    texts = []
    for excluded in reason.excluded:
        known = words.details.get(excluded.detail)
        text = (known or words.bars[excluded.why]).format(n=excluded.count)
        texts.append(text if known or not excluded.detail else f"{text} ({excluded.detail})")
    return texts
