"""Errors of the outlet room that a person can meet."""

from __future__ import annotations

from yinuo.base.errors import YinuoError


class CompanyUnknown(YinuoError):
    """No company has this code or id."""

    code = "company_unknown"
    status = 404
    zh = "没有这家公司。请先导入公司文件，或检查公司编码。"
    en = "There is no such company. Import the company file first, or check the code."


class OutletUnknown(YinuoError):
    """No outlet has this code or id."""

    code = "outlet_unknown"
    status = 404
    zh = "没有找到这个网点。"
    en = "There is no such outlet."


class TechnicianUnknown(YinuoError):
    """No technician has this badge number or id."""

    code = "technician_unknown"
    status = 404
    zh = "查不到这个工号。请不要让对方进门，并拨打公司公布的电话核实。"
    en = "No technician has this badge number. Don't let the person in; call the published number to check."


class LoginTaken(YinuoError):
    """The login already belongs to a technician."""

    code = "login_taken"
    status = 409
    zh = "这个登录名已经有师傅在用，什么都没有改动。"
    en = "A technician uses this login already. Nothing was changed."


class TariffLineUnknown(YinuoError):
    """A price was asked for that stands on no list."""

    code = "tariff_line_unknown"
    zh = "价目表上没有这一项，不能收费。请从价目表里选。"
    en = "The price list has no such line, so it can't be charged. Choose one from the list."


class RulebookMissing(YinuoError):
    """The company has published no rulebook that is in force."""

    code = "rulebook_missing"
    status = 503
    zh = "公司还没有发布生效的规则手册，现在不能作出承诺。"
    en = "The company has no rulebook in force, so no promise can be made now."


class FileUnreadable(YinuoError):
    """A file that can't be imported at all; nothing was changed."""

    code = "file_unreadable"
    zh = "文件读不出来，什么都没有改动。"
    en = "The file can't be read. Nothing was changed."


class ScopeUnknown(YinuoError):
    """There is no outlet in a scope that somebody was to be given."""

    code = "scope_unknown"
    zh = "这个范围里没有网点，什么都没有改动。请核对区划代码或网点编号。"
    en = "There is no outlet in this scope; nothing was changed. Check the division or outlet code."
