"""The words of the import pages: kinds of tables, where an import stands, columns to choose from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from yinuo.pages.frame.language import language
from yinuo.transfer.column import Column
from yinuo.transfer.columns import COLUMNS
from yinuo.transfer.facts import FileKind, ImportFacts, ImportState

KINDS = {
    FileKind.CUSTOMERS: _("客户"),
    FileKind.PRODUCTS: _("产品（机身编号、保修日期）"),
    FileKind.CASES: _("没办完的单子"),
    FileKind.STAFF: _("员工"),
    FileKind.COMPANIES: _("公司"),
    FileKind.MODELS: _("型号"),
    FileKind.WARRANTY: _("保修承诺"),
    FileKind.OUTLETS: _("网点"),
    FileKind.CREDENTIALS: _("开锁资质"),
    FileKind.AREAS: _("服务区域"),
    FileKind.TECHNICIANS: _("师傅"),
    FileKind.CERTIFICATES: _("特种作业证"),
    FileKind.SHIFTS: _("排班"),
    FileKind.TARIFF: _("价目"),
    FileKind.VANS: _("车上配件"),
}
IMPORT_STATES = {
    ImportState.MAPPING: (_("等您核对列"), "warn"),
    ImportState.CHECKING: (_("正在试算"), "neutral"),
    ImportState.CHECKED: (_("试算完了，等您确认"), "warn"),
    ImportState.RUNNING: (_("正在导入"), "neutral"),
    ImportState.STOPPED: (_("停下了"), "warn"),
    ImportState.DONE: (_("导入完成"), "ok"),
}
_NEEDED = _("必填")


def column_choices(found: ImportFacts) -> list[dict[str, Any]]:
    """For each heading of a file: its number, its words, some of its cells, and what it may be."""
    return [
        {
            "at": at,
            "heading": heading,
            "samples": found.samples[at] if at < len(found.samples) else (),
            "chosen": found.columns[at] if at < len(found.columns) else "",
            "choices": [(column.name, _label(column)) for column in COLUMNS[found.kind]],
        }
        for at, heading in enumerate(found.headings)
    ]


def field_notes() -> list[tuple[Any, list[tuple[str, str, bool]]]]:
    """What each kind of table that isn't the company's own may hold: words, notes, whether it is needed."""
    kinds = (FileKind.CUSTOMERS, FileKind.PRODUCTS, FileKind.CASES, FileKind.STAFF)
    return [(KINDS[kind], [_note(column) for column in COLUMNS[kind]]) for kind in kinds]


def _note(column: Column) -> tuple[str, str, bool]:
    is_english = language().startswith("en")
    word, note = (column.en, column.note_en) if is_english else (column.zh, column.note_zh)
    return word, note, column.is_required


def _label(column: Column) -> str:
    word = column.en if language().startswith("en") else column.zh
    return f"{word} · {_NEEDED}" if column.is_required else word
