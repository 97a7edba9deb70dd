"""What can be wrong with a file, or with what somebody wants done with it."""

from __future__ import annotations

from yinuo.base.errors import NotFound, WrongMoment, YinuoError


class BookUnreadable(YinuoError):
    """The bytes are no table that can be read; the message says why."""

    code = "book_unreadable"
    zh = "文件读不出来，什么都没有改动。请用 Excel 打开另存为 .xlsx 或 CSV 再上传。"
    en = (
        "The file can't be read. Nothing was changed; open it in a spreadsheet, save it as .xlsx or CSV "
        "and send that."
    )


class KindUnclear(YinuoError):
    """A table whose kind must be said: its headings belong to none."""

    code = "kind_unclear"
    zh = "看不出这张表是什么，什么都没有改动。请选一种表再上传。"
    en = "It isn't clear what this table holds. Nothing was changed; choose its kind and send it again."


class KindUnknown(YinuoError):
    """A kind of table was named that there isn't."""

    code = "kind_unknown"

    def __init__(self, kinds: str) -> None:
        super().__init__(
            zh=f"没有这种表，什么都没有改动。请写其中一种：{kinds}。",
            en=f"There is no such kind of table. Nothing was changed; give one of {kinds}.",
        )


class ColumnUnknown(YinuoError):
    """A heading was said to mean a column that this kind of table doesn't have."""

    code = "column_unknown"

    def __init__(self, name: str, names: str) -> None:
        super().__init__(
            zh=f"这种表没有“{name}”这一列，什么都没有改动。请写其中一列：{names}。",
            en=f'This kind of table has no column "{name}". Nothing was changed; give one of {names}.',
        )


class ColumnsMissing(YinuoError):
    """Columns without which no line can be taken have no heading yet."""

    code = "columns_missing"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            zh=f"还缺这些列：{zh}。什么都没有写入。请给每一项选一列；表里没有的，请补上再上传。",
            en=f"These columns are missing: {en}. Nothing was written; choose a heading for each, or add it "
            "to the file.",
        )


class ColumnTwice(YinuoError):
    """Two headings were chosen for one column."""

    code = "column_twice"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            zh=f"“{zh}”选了两列，只能选一列。什么都没有写入。",
            en=f'"{en}" was chosen for two columns; choose one. Nothing was written.',
        )


class ImportUnknown(NotFound):
    """There is no such import, or it isn't for this company."""

    code = "import_unknown"
    zh = "没有这次导入，或者已经到期清除。已经导入的资料都在。"
    en = "There is no such import, or it was cleared away. Whatever was imported is still there."


class ImportNotInState(WrongMoment):
    """What was asked for isn't possible where the import stands."""

    code = "import_not_in_state"
    zh = "这次导入现在不能这样做，没有改动。请刷新页面看看进行到哪里了。"
    en = "This can't be done where the import stands; nothing was changed. Reload the page to see."
