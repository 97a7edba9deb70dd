"""What the pages of files and first logins show: an import at each stage, a list that went out, a link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.transfer.hands import check, csv_of, receive, run, xlsx_of
from tests.world import IMPORT, WATCH
from yinuo.base.actor import Actor
from yinuo.people.actions import invite_staff, note_export
from yinuo.people.facts import ExportReason
from yinuo.people.reads import find_staff
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import start_import, stop_import, take_lines
from yinuo.transfer.facts import ImportFacts
from yinuo.transfer.loaders import LOADERS, Setting
from yinuo.transfer.reads import get_import, lines_of, read_grid

if TYPE_CHECKING:
    from .exhibits import Exhibits

_HEAD = ("客户姓名", "手机号码", "电子邮箱", "家庭住址", "会员等级")
_CASE_HEAD = ("工单号", "联系电话", "客户姓名", "地址", "故障现象", "承诺最迟到达")


def _people(first: int) -> list[tuple[str, ...]]:
    """Ten lines, three of them wrong."""
    rows: list[tuple[str, ...]] = [
        (
            "测试客户",
            f"199777{first + at:05d}",
            f"person{first + at}@example.org" if at % 2 else "",
            f"山东省济南市历下区示范路 {at + 1} 号 3 栋 2 单元 501",
            "金卡",
        )
        for at in range(10)
    ]
    rows[2] = (rows[2][0], "5388881234", *rows[2][2:])
    rows[4] = (*rows[4][:3], "朝阳区示范路 1 号", "银卡")
    rows[7] = ("", rows[7][1], "no-address", *rows[7][3:])
    return rows


def add(world: Exhibits) -> None:
    """Put all of it into the world; the ids of the imports and the token stand among the links."""
    clock.move(world.now, speed=0)
    company_id, now = world.company_id, world.now
    cases = [
        ("GD-0001", "19977700100", "测试客户", "济南市历下区示范路 7 号", "忘记密码", ""),
        ("GD-0002", "19977700101", "测试客户", "鼓楼区示范路 1 号", "就是不好用", "尽快"),
    ]
    book = xlsx_of(客户名单=[_HEAD, *_people(0)], 没办完的=[_CASE_HEAD, *cases])
    mapping, checked = receive(company_id, book, now)
    _keep(world, "mapping", mapping)
    _keep(world, "checked", check(checked, now))
    for at, name in enumerate(("running", "stopped", "done"), start=1):
        (one,) = receive(company_id, csv_of([_HEAD, *_people(at * 10)]), now)
        check(one, now)
        _keep(world, name, run(one, now) if name == "done" else _half(one, world))
    perform(stop_import, actor=IMPORT, now=now, import_id=UUID(world.links["import stopped"]))
    _new_staff(world)
    manager = find_staff("manager")
    assert manager is not None
    perform(
        note_export,
        actor=Actor.staff(manager.id),
        now=now,
        company_id=company_id,
        list="customers",
        count=20,
        is_whole=True,
        reason=ExportReason.CONTACT,
        filter=[],
    )


def _keep(world: Exhibits, name: str, one: ImportFacts) -> None:
    world.links[f"import {name}"] = str(one.id)


def _half(one: ImportFacts, world: Exhibits) -> ImportFacts:
    """Begun, with four of its lines taken."""
    perform(start_import, actor=IMPORT, now=world.now, import_id=one.id, has_worker=False)
    lines = tuple(lines_of(read_grid(one.id), one.columns))
    perform(
        take_lines,
        actor=IMPORT,
        now=world.now,
        import_id=one.id,
        run=get_import(one.id).run,
        position=0,
        lines=lines[:4],
        loader=LOADERS[one.kind](Setting(one.company_id, one.kind, IMPORT, one.options)),
    )
    return get_import(one.id)


def _new_staff(world: Exhibits) -> None:
    rows = [
        ("登录名", "姓名", "角色"),
        ("new-desk", "新同事", "接单"),
        ("new-lead", "新经理", "经理"),
    ]
    (one,) = receive(world.company_id, csv_of(rows), world.now)
    check(one, world.now)
    _keep(world, "staff", run(one, world.now))
    invited = perform(invite_staff, actor=WATCH, now=world.now)
    world.links["first login"] = next(t for one, t in invited if one.username == "new-desk")
