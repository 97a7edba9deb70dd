"""The columns of each kind of table: their names in files, other names for them, how a cell is read."""

from __future__ import annotations

from collections.abc import Mapping

from yinuo.outlet.sheets import SHEETS, Sheet

from . import cells
from .column import ADDRESS, DIVISION, EMAIL, NAME, PHONE, SERIAL, Column, Content, day, required
from .facts import FileKind

_CUSTOMERS = (
    required(PHONE),
    required(NAME),
    EMAIL,
    ADDRESS,
    Column(
        "address2", "地址 2", "Address 2", cells.address, others=("第二地址", "地址2", "备用地址")
    ),
    Column("address3", "地址 3", "Address 3", cells.address, others=("第三地址", "地址3")),
    DIVISION,
    Column("language", "语言", "Language", cells.language, others=("lang",)),
)
_PRODUCTS = (
    required(SERIAL),
    Column(
        "model",
        "型号",
        "Model",
        cells.code,
        is_required=True,
        others=("产品型号", "规格型号", "型号编码", "product", "model code"),
    ),
    day(
        "sold_date",
        "售出日",
        "Sold",
        "购买日期",
        "销售日期",
        "购机日期",
        "购买时间",
        "purchase date",
    ),
    day("installed_date", "安装日", "Installed", "安装日期", "安装时间", "installation date"),
    day("registered_date", "注册日", "Registered", "注册日期", "登记日期", "保修登记日"),
    day("made_date", "生产日", "Made", "生产日期", "出厂日期", "manufacture date"),
    PHONE,
    EMAIL,
)
_STAFF = (
    Column(
        "username",
        "登录名",
        "User name",
        cells.username,
        is_required=True,
        others=("用户名", "账号", "帐号", "工号账号", "login", "user", "account"),
    ),
    required(NAME, zh="姓名", en="Name", others=("名字", "员工", "员工姓名", "称呼", "staff")),
    Column(
        "role",
        "角色",
        "Role",
        cells.role,
        is_required=True,
        others=("岗位", "职务", "职位", "position", "job"),
        note_zh="师傅、接单、调度、经理",
        note_en="technician, desk, dispatcher, manager",
    ),
    Column(
        "scope",
        "范围",
        "Scope",
        cells.scope,
        others=("查看范围", "管辖范围"),
        note_zh="总部、region:37 或 outlet:JN1；空着：新登录名看全公司，已有的不变",
        note_en="company, region:37 or outlet:JN1; blank: new ones see the company, known ones keep theirs",
    ),
    EMAIL,
    Column(
        "badge",
        "工牌号",
        "Badge",
        cells.code,
        others=("工号", "工牌", "badge no", "badge_no"),
        note_zh="师傅要填，别的角色不填",
        note_en="technicians only, and every one of them",
    ),
)
_CASES = (
    Column(
        "number",
        "原单号",
        "Number elsewhere",
        cells.reference,
        is_required=True,
        others=(
            "单号",
            "工单号",
            "订单号",
            "编号",
            "服务单号",
            "工单编号",
            "ticket",
            "order no",
            "case number",
            "ticket number",
            "reference",
            "ref",
        ),
        note_zh="在原系统里的号码；同一个号码永远是同一单",
        note_en="its number in the system it comes from; the same number is always the same case",
    ),
    required(PHONE),
    required(NAME),
    required(ADDRESS),
    Column(
        "fault",
        "故障",
        "Fault",
        cells.words,
        is_required=True,
        others=(
            "故障现象",
            "问题",
            "故障描述",
            "报修内容",
            "问题描述",
            "故障类型",
            "issue",
            "problem",
        ),
        note_zh="故障编号、名称，或客户的话；不知道写“不明”",
        note_en="its code, its name, or the customer's words; write unknown where it isn't known",
    ),
    Column(
        "words",
        "备注",
        "Remarks",
        cells.words,
        others=("说明", "留言", "客户描述", "note", "notes"),
    ),
    EMAIL,
    DIVISION,
    Column(
        "reported_at",
        "报修时间",
        "Reported",
        cells.moment_or_day,
        others=(
            "报修日期",
            "登记时间",
            "创建时间",
            "受理时间",
            "reported",
            "created",
            "created at",
        ),
        content=Content.MOMENT,
    ),
    Column(
        "promised_by",
        "承诺最迟到达",
        "Promised by",
        cells.moment,
        others=(
            "最迟到达",
            "承诺时间",
            "预约截止",
            "约定最迟",
            "due",
            "due at",
            "deadline",
            "promised",
        ),
        content=Content.MOMENT,
        note_zh="已经答应客户的时间，写到几点几分；过了的不补写承诺",
        note_en="what the customer was promised, to the minute; one that is past makes no promise",
    ),
    Column(
        "visit_from",
        "约定最早上门",
        "Not before",
        cells.moment,
        others=("预约时间", "上门时间", "预约上门时间", "最早上门", "appointment", "not before"),
        content=Content.MOMENT,
        note_zh="客户约定的最早时间",
        note_en="the earliest time the customer asked for",
    ),
    SERIAL,
    Column(
        "door",
        "柜门",
        "Door",
        cells.door,
        note_zh="开着、关着、不清楚",
        note_en="open, shut, unknown",
    ),
    Column(
        "owner",
        "柜子是谁的",
        "Whose",
        cells.owner,
        others=("归属", "owner kind"),
        note_zh="自己、单位、继承、二手、房东、不清楚",
        note_en="self, organisation, heir, second_hand, tenant, unknown",
    ),
)


def _of_sheet(sheet: Sheet) -> tuple[Column, ...]:
    """A table of the company's own, whose cells the outlet room reads itself."""
    return tuple(
        Column(
            column.name,
            column.zh,
            column.name,
            cells.plain,
            is_required=column.required,
            others=column.others,
        )
        for column in sheet.columns
    )


SHEET_OF = {FileKind(sheet.name): sheet for sheet in SHEETS if sheet.name != "units"}
"""The outlet room's sheet of each kind that is the company's own; products are a kind of their own here."""
COLUMNS: Mapping[FileKind, tuple[Column, ...]] = {
    FileKind.CUSTOMERS: _CUSTOMERS,
    FileKind.PRODUCTS: _PRODUCTS,
    FileKind.STAFF: _STAFF,
    FileKind.CASES: _CASES,
    **{kind: _of_sheet(sheet) for kind, sheet in SHEET_OF.items()},
}
ORDER = (
    *sorted(SHEET_OF, key=lambda kind: SHEET_OF[kind].order),
    FileKind.STAFF,
    FileKind.CUSTOMERS,
    FileKind.PRODUCTS,
    FileKind.CASES,
)
"""The kinds in the order in which they need each other."""


def find_column(kind: FileKind, name: str) -> Column | None:
    """The column of a kind with this name."""
    return next((column for column in COLUMNS[kind] if column.name == name), None)
