"""Bytes of a CSV file to text, whatever program saved it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from yinuo.outlet.facts import FileUnreadable

SIZE_LIMIT = 32 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was in, and a note for the person where the encoding was
    guessed."""

    text: str
    encoding: str
    note_zh: str = ""
    note_en: str = ""


def decode(data: bytes) -> Decoded:
    """The text of a CSV file: UTF-8 with or without a mark, UTF-16 with one, or else GB 18030
    (GBK).

    Chinese Excel saves CSV in GBK; that is read, with a note, since the bytes alone don't prove it.
    Raises FileUnreadable for an empty, oversized or binary file.
    """
    _refuse_what_is_no_text(data)
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(_strict(data, "utf-8-sig"), "utf-8-sig")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_strict(data, "utf-16"), "utf-16")
    if b"\0" in data:
        raise _not_text()
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(
            _strict(data, "gb18030"),
            "gb18030",
            "文件不是 UTF-8，按 GBK 读取；如有乱码，请另存为 UTF-8 再导入。",
            "The file isn't UTF-8 and was read as GBK; if characters look wrong, save it as UTF-8.",
        )


def _refuse_what_is_no_text(data: bytes) -> None:
    if not data.strip():
        raise FileUnreadable(
            zh="文件是空的，什么都没有改动。请在表格软件里重新保存一次再交。",
            en="The file is empty. Nothing was changed; save it once more in the spreadsheet and send that.",
        )
    if len(data) > SIZE_LIMIT:
        raise FileUnreadable(
            zh="文件超过 32 MB，什么都没有改动。请分成几个文件导入。",
            en="The file is larger than 32 MB. Nothing was changed; split it into several files.",
        )
    if data.startswith(_OLD_OFFICE):
        raise FileUnreadable(
            zh="这是旧格式（.xls）或者设了密码的工作簿，读不了，什么都没有改动。"
            "请在 Excel 里去掉密码，另存为 .xlsx 或“CSV UTF-8”再交。",
            en="This is a workbook of the old format (.xls) or one with a password, which can't be read. "
            "Nothing was changed; take the password off, save it as .xlsx or CSV UTF-8 and send that.",
        )
    if data.startswith(_ZIP):
        raise FileUnreadable(
            zh="这是 Excel 工作簿，不是 CSV，什么都没有改动。请在 Excel 里另存为“CSV UTF-8”再导入。",
            en='This is an Excel workbook, not CSV. Nothing was changed; save it as "CSV UTF-8" in Excel and '
            "import that.",
        )


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text() from None


def _not_text() -> FileUnreadable:
    return FileUnreadable(
        zh="文件不是表格：不是 Excel 工作簿，也不是 UTF-8 或 GBK 的文本。什么都没有改动。"
        "请在表格软件里打开，另存为 .xlsx 或“CSV UTF-8”再交。",
        en="The file is no table: neither a workbook nor text in UTF-8 or GBK. Nothing was changed; open it "
        "in a spreadsheet, save it as .xlsx or CSV UTF-8 and send that.",
    )
