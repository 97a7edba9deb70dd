"""What the words of a notice are made of, and what stands around all of them."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.notice.facts import OPTIONAL, Purpose, RecipientKind
from yinuo.notice.rules import names_in


@dataclass(frozen=True, slots=True)
class Text:
    """One notice's words. An urgent one belongs to a running case and keeps no quiet hours (CM-08).

    A short message says the subject, and the link if there is one; `sms_…` more where that is too little.
    What `is_for_team` concerns a whole team, whose chat group reads its subject as well.
    """

    subject_zh: str
    body_zh: str
    subject_en: str
    body_en: str
    is_urgent: bool = True
    purpose: Purpose = Purpose.SERVICE
    sms_zh: str = ""
    sms_en: str = ""
    is_for_team: bool = False

    @property
    def is_optional(self) -> bool:
        """Whether its reader may do without it."""
        return self.purpose in OPTIONAL

    def short(self, language: str) -> str:
        """The words of a short message: `zh` or `en`."""
        if language == "en":
            return self.sms_en or self.subject_en
        return self.sms_zh or self.subject_zh

    @property
    def needs(self) -> frozenset[str]:
        """The values it can't be written without."""
        parts = (self.subject_zh, self.body_zh, self.subject_en, self.body_en)
        return frozenset().union(*map(names_in, parts))


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every text: who writes, and what we never ask for."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class ShortFrame:
    """The same around a short message, in a few words: each part of one is paid for, and can be lost."""

    text: str
    link: str
    stop: str


FRAMES: dict[tuple[RecipientKind, str], Frame] = {
    (RecipientKind.CUSTOMER, "zh"): Frame(
        "【{company}】{subject}",
        "{body}\n\n"
        "我们绝不索要密码、验证码或银行密码，不要求共享屏幕，也不让您向个人账户付款；有人这样要求，请不要理会，"
        "马上打电话给我们。\n\n{company}客服\n{hotline}",
    ),
    (RecipientKind.CUSTOMER, "en"): Frame(
        "[{company}] {subject}",
        "{body}\n\n"
        "We never ask for a code, a verification code or a bank password, for screen sharing, or for "
        "payment to a private account. If somebody does, refuse and call us at once.\n\n"
        "{company} customer service\n{hotline}",
    ),
    (RecipientKind.STAFF, "zh"): Frame(
        "【{company}】{subject}",
        "{body}\n\n绝不向客户索要密码、验证码。\n\n{company}调度\n{hotline}",
    ),
    (RecipientKind.STAFF, "en"): Frame(
        "[{company}] {subject}",
        "{body}\n\nNever ask a customer for a code or a verification code.\n\n"
        "{company} dispatch\n{hotline}",
    ),
}

SHORT_FRAMES: dict[str, ShortFrame] = {
    "zh": ShortFrame(
        "【{company}】{text}{link}。绝不索要密码、验证码。客服{hotline}{stop}",
        "，查看 {link} ",
        "，拒收此类短信回复T",
    ),
    "en": ShortFrame(
        "[{company}] {text}{link}. We never ask for codes. {hotline}{stop}",
        ": {link} ",
        ". Reply T to stop these",
    ),
}
