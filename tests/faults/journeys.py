"""What people do who may be traced nowhere: a customer, the desk, the office, a technician's phone."""

from __future__ import annotations

import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from tests.pages.crew import PASSWORD

from .visitor import Visitor

WHO = {
    "name": "欧阳佩兰莘",
    "phone": "19871234509",
    "email": "peilan.of.nowhere@example.org",
    "street": "隐名东路 7741 号",
    "words": "把手卡住了话语六六七七",
    "code": "775599",
    "witness": "尉迟见证莘",
    "witness_phone": "19876543201",
    "staff": "皇甫经理莘",
    "stranger": "19871112223",
    "caller": "慕容来电莘",
    "caller_phone": "19812340007",
    "caller_street": "隐名西路 6632 号",
    "note": "客户说下午都在家话语八八三一",
    "pasted": "公冶粘贴莘",
    "pasted_phone": "19856780008",
    "pasted_street": "隐名北路 4415 号",
    "imported": "宇文导入莘",
    "imported_phone": "19834560009",
    "imported_street": "隐名南路 5523 号",
    "witness_of_fake": "19898760010",
    "device": "https://fcm.googleapis.com/fcm/send/secret-of-a-browser-7781",
    "hook": "secret-of-a-robot-9931",
}
"""Values that nobody else has."""


def customer(visitor: Visitor) -> str:
    """Reports, looks at the case, at pages that don't exist, and mistypes: errors are answers. The case."""
    for path in ("/", "/report/", "/outlets/", "/find/", "/privacy/", "/en/", "/nowhere/"):
        visitor.get(path)
    report = {
        "address": f"山东省济南市市中区{WHO['street']}",
        "phone": WHO["phone"],
        "name": WHO["name"],
        "email": WHO["email"],
        "other_fault": "SF-03",
        "door": "open",
        "owner": "self",
        "words": f"{WHO['words']}，密码 {WHO['code']}",
        "asked": "on",
    }
    visitor.send("/report/", **(report | {"preview": "1"}))
    visitor.send("/report/", **(report | {"phone": WHO["phone"][:5], "key": "wrong"}))
    visitor.send("/report/", **report)
    case = visitor.id_here()
    visitor.send("/outlets/", address=f"济南市市中区{WHO['street']}")
    visitor.send("/find/", contact=WHO["phone"])
    visitor.send("/find/", contact=WHO["stranger"])
    visitor.send("/login/", username=WHO["email"], password=WHO["phone"])
    visitor.get(f"/c/{'x' * 43}")
    for page in ("", "receipt/", "later/", "cancel/", "link/", "erase/", "notices/", "visit.ics"):
        visitor.get(f"/case/{case}/{page}")
    _push(visitor, case)
    _genuine(visitor)
    return case


def _push(visitor: Visitor, case: str) -> None:
    """Has a browser nudged, whose address at the push service is a secret of its owner's."""
    keys = {
        "p256dh": urlsafe_b64encode(b"\x04" + bytes(range(64))).decode().rstrip("="),
        "auth": urlsafe_b64encode(bytes(16)).decode().rstrip("="),
    }
    visitor.send_json(f"/case/{case}/push/", {"endpoint": WHO["device"], "keys": keys})


def _genuine(visitor: Visitor) -> None:
    """Asks whether a number is ours, types the own one by mistake, and reports a false one."""
    for text in ("400-000-0000", WHO["phone"], WHO["witness_of_fake"]):
        visitor.send("/genuine/", text=text)
        visitor.send("/genuine/call/", text=text)
    visitor.send(
        "/genuine/report/",
        text="400-812-3123",
        seen="call",
        asked_for="prepayment",
        words=f"{WHO['words']}，他们打的是 {WHO['phone']}",
        contact=WHO["witness_of_fake"],
    )


def desk(visitor: Visitor) -> str:
    """Types a number, opens a case, calls back, pastes a chat, opens that, joins both. What stays."""
    visitor.send("/login/", username="desk", password=PASSWORD)
    told = {
        "typed": "灯亮把手",
        "address": f"山东省济南市市中区{WHO['caller_street']}",
        "name": WHO["caller"],
        "customer": "new",
        "owner": "self",
        "words": WHO["words"],
    }
    first = _open(visitor, WHO["caller_phone"], told)
    visitor.send(f"/desk/case/{first}/do/take/")
    visitor.send(f"/desk/case/{first}/do/note/", words=WHO["note"])
    visitor.send(f"/desk/case/{first}/do/call-back/")
    _ring(visitor, WHO["caller_phone"])  # known now: the page shows whose it is
    place = f"济南市市中区{WHO['pasted_street']}"
    chat = f"{WHO['pasted']} 09:12\n灯亮但把手转不动\n{place}\n{WHO['pasted_phone']}"
    visitor.send("/desk/paste/", text=chat)
    drafted = {"phone": WHO["pasted_phone"], "name": WHO["pasted"], "text": chat}
    drafted["address"] = place
    visitor.send("/desk/paste/", **drafted, confirm="1", fault="SF-03")  # not read through
    visitor.send("/desk/paste/", **drafted, confirm="1", fault="SF-03", is_read="on")
    again = told | {"address": drafted["address"], "name": WHO["pasted"], "fault": "SF-03"}
    visitor.send(f"/desk/call/{visitor.id_here()}/new/", **again)
    second = _case_here(visitor)
    for page in ("", "now/", "later/", "withdraw/", "dispute/", "merge/"):
        visitor.get(f"/desk/case/{second}/{page}")
    joined = {"with": first, "reason": "same_home", "number": first[-8:]}
    visitor.send(f"/desk/case/{second}/merge/", **joined)
    kept = _case_here(visitor)
    visitor.get("/desk/")
    visitor.get("/desk/mine/")
    return kept


def _ring(visitor: Visitor, phone: str) -> str:
    visitor.send("/desk/typed/", phone=phone[:6])  # cut short
    visitor.send("/desk/typed/", phone=phone)
    return visitor.id_here()


def _open(visitor: Visitor, phone: str, told: dict[str, str]) -> str:
    call = _ring(visitor, phone)
    visitor.send(f"/desk/call/{call}/ahead/", **told)
    visitor.send(f"/desk/call/{call}/new/", **(told | {"address": "隐名"}))
    visitor.send(f"/desk/call/{call}/new/", **told)
    return _case_here(visitor)


def _case_here(visitor: Visitor) -> str:
    assert visitor.here.startswith("/desk/case/"), visitor.here
    return visitor.id_here()


def office(visitor: Visitor, case: str, carry_on: Callable[[str], None]) -> None:
    """Imports customers, fetches what was wrong, exports everybody, prints stickers, has a group told."""
    visitor.send("/login/", username="manager", password=PASSWORD)
    lines = [
        "称呼,哪个号,家在哪",
        f"{WHO['imported']},{WHO['imported_phone']},济南市市中区{WHO['imported_street']}",
        f"{WHO['imported']},{WHO['imported_phone'][:6]},朝阳区{WHO['imported_street']}",
    ]
    visitor.hand_in("/company/import/", "list.csv", "\n".join(lines).encode(), kind="customers")
    path = f"/company/import/{visitor.id_here()}/"
    columns = {"column0": "name", "column1": "phone", "column2": "address"}
    visitor.send(path, do="columns", **columns)
    carry_on(visitor.id_here())
    visitor.get(path)
    visitor.get(f"{path}reasons.xlsx")
    visitor.send(path, do="start")
    carry_on(visitor.id_here())
    for wanted in ({}, {"whole": "on", "reason": "customer_service"}):
        visitor.send("/company/export/", list="customers", format="csv", **wanted)
    visitor.send("/company/stickers/", serial_from="ANH60V-250000300", paper="24")
    visitor.send("/company/chat/", name="值班群", url=f"jsons://hook.example.org/{WHO['hook']}")
    visitor.send("/company/chat/", name="值班群", url=f"nonsense:{WHO['hook']}")  # refused
    visitor.send(f"/contact/{case}/", reason="call_back")
    for page in ("", "cases/", f"case/{case}/", "looks/", "fakes/", "figures/", "invites/"):
        visitor.get(f"/company/{page}")
    visitor.get("/board/")
    visitor.get("/board/now/")


def technician(visitor: Visitor, visit: str) -> None:
    """Logs in on the phone, fetches what works offline, and sends two steps out of the outbox."""
    visitor.send("/login/", username="shifu", password=PASSWORD)
    page = f"/t/visit/{visit}/"
    for path in ("/t/", "/t/session/", "/t/sw.js", page, f"{page}now/", f"{page}offline/"):
        visitor.get(path)
    outbox = str(uuid.uuid4())
    for seq, task in ((1, "leave"), (2, "code")):
        said_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        step = {"outbox": outbox, "seq": str(seq), "said_at": said_at, "code": WHO["code"][:4]}
        visitor.send(f"{page}{task}/", **step)
