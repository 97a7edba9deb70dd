"""The company that the tests of this room know: two outlets in 济南, one in 琼海, and who works there."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.outlet import reads
from yinuo.outlet.actions import import_rows
from yinuo.outlet.facts import ImportReport
from yinuo.record.reads import list_events
from yinuo.store.perform import perform

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # Monday noon in 济南
ACTOR = Actor.system("test")

COMPANY = """company,name_zh,name_en,hotline,sector
annuo,安诺,Annuo,400-000-0000,safes
"""
OUTLETS = """outlet,name_zh,name_en,address,division_code,lat,lng,\
open_from,open_to,licence_no,authorised_from,authorised_to
JN1,安诺济南站,Annuo Jinan,示范路 1 号,370102,36.67,117.07,00:00,24:00,L-JN1,2026-01-01,
JN2,安诺槐荫站,Annuo Huaiyin,示范路 2 号,370104,36.65,116.90,08:00,20:00,L-JN2,2026-01-01,2026-12-31
QH1,安诺琼海站,Annuo Qionghai,示范路 3 号,469002,19.25,110.47,00:00,00:00,L-QH1,2026-01-01,
"""
CREDENTIALS = """outlet,credential,number,authority,valid_from,valid_to
JN1,permit,P-1,济南公安（示范）,2026-01-01,
"""
AREAS = """outlet,area_code,town_code,priority
JN1,370102,,1
JN1,370104,,2
JN2,370104,,1
QH1,469002,469002109,1
"""
TECHNICIANS = """badge_no,outlet,name_zh,name_en,skills,home_lat,home_lng,no_record_checked_date
T1,JN1,张师傅,Master Zhang,safe_lock;electronics,36.67,117.07,2026-09-01
T2,JN1,王师傅,Master Wang,electrical,36.66,117.05,
T3,JN2,李师傅,Master Li,safe_lock,36.65,116.90,2026-09-01
"""
SHIFTS = """badge_no,days,date,starts,ends
T1,1-5,,08:00,16:00
T2,1-5,,12:30,20:00
T3,,2026-11-23,08:00,16:00
"""
TARIFF = """line,outlet,group,name_zh,name_en,price_fen,unit_zh,unit_en,out_of_warranty,\
night_from,night_to,note_zh,note_en,valid_from,valid_to
VISIT,,visit,上门费,Visit,5000,次,visit,yes,,,只含上门,The visit only,2026-01-01,
R-LOCK,,repair,更换锁体,Replace the lock,12000,次,visit,yes,,,,,2026-01-01,
R-LOCK,,repair,更换锁体,Replace the lock,13000,次,visit,yes,,,,,2026-12-01,
R-LOCK,JN2,repair,更换锁体,Replace the lock,11000,次,visit,yes,,,,,2026-01-01,
M-CELLS,,material,电池,Cells,2000,组,set,no,,,,,2026-01-01,
NIGHT,,night,夜间加收,Night,8000,次,visit,yes,22:00,07:00,,,2026-01-01,
OLD,,repair,旧项目,Old,1,次,visit,yes,,,,,2020-01-01,2025-12-31
"""
MODELS = """model,name_zh,name_en,grade,weight_kg,locks,warranty_months,discontinued_date,tests
H30,家用 30,Home 30,A,30,1,36,,alarm
"""
UNITS = """serial,model,sold_date,installed_date,registered_date,made_date
AN30-0001,H30,2025-01-10,,,2024-12-01
AN30-0002,H30,,,2021-01-10,
"""
ALL = (COMPANY, OUTLETS, CREDENTIALS, AREAS, TECHNICIANS, SHIFTS, TARIFF, MODELS, UNITS)


def load(
    text: str | bytes,
    now: datetime = NOW,
    *,
    all_or_nothing: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Import a file as the command does."""
    return perform(
        import_rows,
        actor=ACTOR,
        now=now,
        data=text.encode() if isinstance(text, str) else text,
        all_or_nothing=all_or_nothing,
        dry_run=dry_run,
    )


def load_all() -> UUID:
    """Import every file of the cast; the company's id."""
    for text in ALL:
        load(text)
    company = reads.find_company("annuo")
    assert company is not None
    return company.id


def kinds_of(company_id: UUID) -> list[str]:
    """The kinds of the lines on the company's chain, in order."""
    return [event.kind for event in list_events("company", company_id)]
