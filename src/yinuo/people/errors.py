"""What can be wrong with what a person typed or opened; `facts` passes these on to other rooms."""

from __future__ import annotations

from yinuo.base.errors import NotFound, WrongMoment, YinuoError

NAME_LIMIT = 60
"""Longest name, in characters: long enough for any real one, short enough for a label."""
ADDRESS_LIMIT = 200
"""Longest address text, in characters."""


class PhoneNotValid(YinuoError):
    """The text is no phone number that can be called in mainland China."""

    code = "phone_not_valid"
    zh = "这个电话号码打不通。请填 11 位手机号，或带区号的座机（如 021-5555 0000）。"
    en = (
        "This phone number cannot be called. Enter an 11-digit mobile number, or a "
        "landline with its "
        "area code (such as 021-5555 0000)."
    )


class EmailNotValid(YinuoError):
    """The text is no e-mail address."""

    code = "email_not_valid"
    zh = "这个邮箱地址不完整。请检查一下，或者留空不填。"
    en = "This e-mail address is not complete. Please check it, or leave it empty."


class NameMissing(YinuoError):
    """No name was given."""

    code = "name_missing"
    zh = "请告诉我们怎么称呼您，姓氏也可以，比如“王女士”。"
    en = "Please tell us what to call you; a family name is enough."


class NameTooLong(YinuoError):
    """The name is longer than a name can be."""

    code = "name_too_long"
    zh = f"称呼太长了，请不要超过 {NAME_LIMIT} 个字。"
    en = f"The name is too long; please keep it within {NAME_LIMIT} characters."


class AddressTooLong(YinuoError):
    """The address is longer than an address can be."""

    code = "address_too_long"
    zh = f"地址太长了，请不要超过 {ADDRESS_LIMIT} 个字。"
    en = f"The address is too long; please keep it within {ADDRESS_LIMIT} characters."


class SerialNotValid(YinuoError):
    """The text is no serial number."""

    code = "serial_not_valid"
    zh = "机身编号只有字母、数字和横线，4 到 32 位，在铭牌或保修卡上。找不到可以留空。"
    en = (
        "A serial number has 4 to 32 letters, digits and dashes; it stands on the "
        "plate or the warranty "
        "card. If you cannot find it, leave it empty."
    )


class UnitUnknown(NotFound):
    """No product with this serial number is known."""

    code = "unit_unknown"
    zh = "没有查到这个机身编号。请核对铭牌；也可以先不填，师傅上门再核对。"
    en = (
        "This serial number is not known. Check the plate, or leave it empty: the "
        "technician will check it."
    )


class LinkUnknown(NotFound):
    """The link is none of ours, or was called back."""

    code = "link_unknown"
    zh = "这个链接打不开：可能没有复制完整，或者已经作废。可以用手机号或邮箱找回。"
    en = (
        "This link does not open: it may be incomplete or called back. You can "
        "recover it with your phone "
        "number or e-mail address."
    )


class LinkExpired(NotFound):
    """The link was good, but its time is over."""

    code = "link_expired"
    status = 410
    zh = "这个链接已过有效期，您的单子还在。用手机号或邮箱就能找回新的链接。"
    en = (
        "This link has expired; your case is still there. Recover a new link with your "
        "phone number or e-mail."
    )


class LastManager(WrongMoment):
    """Nobody would be left who can manage the whole company."""

    code = "last_manager"
    zh = "这是最后一位总部经理，什么都没有改动。请先让另一个人成为总部经理，再改这一位。"
    en = (
        "This is the last head-office manager; nothing was changed. Make somebody else one first, "
        "then change this one."
    )


class ScopeNotValid(YinuoError):
    """What was given is no part of the company that somebody's view can be narrowed to."""

    code = "scope_not_valid"
    zh = "范围没有看懂，什么都没有改动。区域写 2 到 6 位区划代码，网点写网点编号，总部不用写。"
    en = (
        "This scope was not understood; nothing was changed. Give 2 to 6 digits of a division code "
        "for a region, outlet codes for an outlet, nothing for head office."
    )


class StillEmployed(WrongMoment):
    """Somebody is to be erased who can still log in."""

    code = "still_employed"
    zh = "这名员工还没有离职，什么都没有删除。请先用 yinuo staff leave 办理离职。"
    en = (
        "This member of staff has not left yet; nothing was erased. Close the login with `yinuo staff "
        "leave` first."
    )


class UsernameTaken(WrongMoment):
    """Another member of staff has this user name."""

    code = "username_taken"
    zh = "这个用户名已经有人用了，请换一个。"
    en = "This user name is taken; please choose another."


class FactorRunning(WrongMoment):
    """A second factor is confirmed already."""

    code = "factor_running"
    zh = "两步验证已经开着，什么都没有改动。换手机请先请主管重置，再登录设置新的。"
    en = "Your second factor is on already; nothing was changed. To move it, ask your manager to reset it."


class FactorMissing(WrongMoment):
    """There is no second factor that could be used or reset."""

    code = "factor_missing"
    zh = "还没有开两步验证，什么都没有改动。"
    en = "There is no second factor; nothing was changed."


class InviteOver(NotFound):
    """A link for the first login that isn't good any more."""

    code = "invite_over"
    status = 410
    zh = "这个链接已经用过、过期，或没有复制完整，什么都没有改动。请找您的经理要一个新的。"
    en = (
        "This link was used, has expired or is incomplete; nothing was changed. Please ask your manager for "
        "a new one."
    )
