"""Errors that a person meets: each says what happened, what was kept and what to do now."""

from __future__ import annotations


class YinuoError(Exception):
    """An error with a text for people in both languages and a stable code for machines.

    Subclasses end in their reason (`WindowTaken`, `OutsideArea`) and set the three class attributes; an
    instance may replace the texts with more exact ones. `status` is the HTTP status a page answers with.
    """

    code = "error"
    status = 400
    zh = "没有办成，您填的内容都还在，请稍后再试。"
    en = "This did not work. What you entered is kept; please try again in a moment."

    def __init__(self, zh: str | None = None, en: str | None = None) -> None:
        self.zh = zh or self.zh
        self.en = en or self.en
        super().__init__(self.en)

    def text(self, language: str) -> str:
        """The text in the reader's language: English for `en…`, Chinese for everything else."""
        return self.en if language.startswith("en") else self.zh


class NotFound(YinuoError):
    """What was asked for does not exist, or is not this person's to see."""

    code = "not_found"
    status = 404
    zh = "没有找到。链接可能过期了，或者不是发给您的。"
    en = "Not found. The link may have expired, or it was not sent to you."


class NotAllowed(YinuoError):
    """The person is known, but may not do this."""

    code = "not_allowed"
    status = 403
    zh = "您没有权限做这一步，什么都没有改动。"
    en = "You may not do this. Nothing was changed."


class WrongMoment(YinuoError):
    """The thing is not in a state in which this can be done."""

    code = "wrong_moment"
    status = 409
    zh = "现在还不能做这一步，或者已经做过了，什么都没有改动。请刷新页面看看最新进展。"
    en = (
        "This step cannot be done now, or was already done. Nothing was changed; reload to see "
        "where things stand."
    )
