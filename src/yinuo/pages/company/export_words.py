"""The words of the export page: which lists there are, and why one may go out whole."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yinuo.people.facts import ExportReason
from yinuo.transfer.facts import FileKind
from yinuo.transfer.tables import ListKind

from .import_words import KINDS

LISTS = {
    ListKind.CASES: _("单子"),
    ListKind.PROMISES: _("承诺"),
    ListKind.FIGURES: _("数字"),
    ListKind.FIGURE: _("一个数字背后的单子"),
    ListKind.QUOTES: _("报价"),
    ListKind.REMEDIES: _("赔付"),
    ListKind.CALLS: _("来电和回电"),
    ListKind.LOOKS: _("谁看过客户的资料"),
    ListKind.FAKES: _("假热线"),
    ListKind.CUSTOMERS: _("客户"),
    ListKind.PRODUCTS: _("产品"),
    ListKind.STAFF: _("员工"),
    **{
        ListKind(kind.value): word
        for kind, word in KINDS.items()
        if kind not in (FileKind.CUSTOMERS, FileKind.PRODUCTS, FileKind.STAFF, FileKind.CASES)
    },
}
REASONS = {
    ExportReason.CONTACT: _("要逐个联系客户"),
    ExportReason.CHECK: _("要和别的账目核对"),
    ExportReason.MOVE: _("要搬到别的系统"),
    ExportReason.AUTHORITY: _("主管部门依法要求"),
}
