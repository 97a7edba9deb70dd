"""The lines that imports write on the company's record: what came in and how much of it, never whose."""

from __future__ import annotations

from yinuo.record.kinds import Kind

KINDS = (
    Kind(
        "transfer.import.confirmed",
        "开始导入一个文件（{sheet}，{lines} 行）",
        "The import of a file began ({sheet}, {lines} lines)",
        {"import": str, "sheet": str, "lines": int, "sha256": str},
    ),
    Kind(
        "transfer.import.stopped",
        "导入被停下（到第 {position} 行）",
        "The import was stopped (after line {position})",
        {"import": str, "position": int},
    ),
    Kind(
        "transfer.import.resumed",
        "导入接着进行",
        "The import was taken up again",
        {"import": str, "position": int},
    ),
    Kind(
        "transfer.import.finished",
        "导入完成：新增 {created}，更新 {updated}，没有变化 {same}，没有导入 {refused}",
        "The import is done: {created} added, {updated} changed, {same} the same, {refused} refused",
        {"import": str, "sheet": str, "created": int, "updated": int, "same": int, "refused": int},
    ),
)
