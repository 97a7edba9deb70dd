"""The demo company's rulebook: the whole catalogue, in both languages, safe to publish."""

from __future__ import annotations

import csv
import re
from datetime import timedelta

import pytest

from yinuo.engines.rulebook import (
    CaseKind,
    FaultRule,
    Level,
    PromiseKind,
    Text,
    Urgency,
    get_fault,
    load,
    promises_for,
)

from .cast import DEMO, DEMO_TEXT

BOOK = load(DEMO_TEXT)
NEED_NOBODY = (CaseKind.QUESTION, CaseKind.CALL_BACK)
HAN = re.compile(r"[\u4e00-\u9fff]")
NEVER_ZH = re.compile(
    "磁|敲|砸|弹开|抖|震|撬|铁丝|垫片|钻|切割|复位|重置|出厂|管理员|万能|通用密码|隐藏|手感|听声|复制钥匙|断电开|静音"
)
NEVER_EN = re.compile(
    r"\b(magnets?|knock|hit|bounc\w*|vibrat\w*|tap(ping)?|shims?|wires?|drill\w*|factory|master|"
    r"manager|reset\w*|hidden|bypass|relockers?|silence)\b",
    re.IGNORECASE,
)


def texts_of(fault: FaultRule) -> list[Text]:
    call = [fault.call_first.say] if fault.call_first else []
    return [fault.name, fault.says, *call, *([fault.self_help] if fault.self_help else [])]


def test_the_catalogue_has_the_forty_faults_in_order_and_the_wish_to_be_called() -> None:
    ids = [fault.id for fault in BOOK.case_kinds]
    assert ids == [*(f"SF-{n:02d}" for n in range(1, 41)), "CB-01"]
    assert get_fault(BOOK, "CB-01").crew == 0


@pytest.mark.parametrize("fault", BOOK.case_kinds, ids=lambda fault: fault.id)
def test_every_text_is_chinese_in_chinese_and_english_in_english(fault: FaultRule) -> None:
    for text in texts_of(fault):
        assert HAN.search(text.zh)
        assert not HAN.search(text.en)


@pytest.mark.parametrize("fault", BOOK.case_kinds, ids=lambda fault: fault.id)
def test_ED_02_no_published_text_touches_what_is_never_published(fault: FaultRule) -> None:
    published = [text for text in texts_of(fault) if text is not fault.says]
    for text in published:
        if text is not fault.name:
            assert not NEVER_ZH.search(text.zh), text.zh
            assert not NEVER_EN.search(text.en), text.en


def test_ID_20_every_opening_asks_for_proof_but_where_a_life_is_at_stake() -> None:
    for fault in BOOK.case_kinds:
        if CaseKind.UNLOCK in (fault.kind, fault.kind_if_shut):
            level = (
                fault.level if fault.kind_if_shut is None else fault.level_if_shut or fault.level
            )
            assert level >= Level.L2 or fault.urgency is Urgency.EMERGENCY, fault.id


def test_IN_17_danger_says_first_whom_to_call() -> None:
    first = {fault.id: fault.call_first.numbers for fault in BOOK.case_kinds if fault.call_first}
    assert first == {
        "SF-28": ("110",),
        "SF-29": ("110",),
        "SF-30": ("119",),
        "SF-38": ("119", "110"),
    }
    assert get_fault(BOOK, "SF-38").urgency is Urgency.EMERGENCY


def test_the_tariff_codes_are_those_of_the_price_list_and_a_visit_is_among_them() -> None:
    with (DEMO.parent / "tariff.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = {row["line"] for row in csv.DictReader(file)}
    for fault in BOOK.case_kinds:
        assert set(fault.tariff) <= codes, fault.id
        free = fault.kind in NEED_NOBODY or fault.urgency is Urgency.EMERGENCY
        assert free or "VISIT" in fault.tariff, fault.id


def test_what_somebody_must_come_for_says_who_and_how_long() -> None:
    for fault in BOOK.case_kinds:
        if fault.kind in NEED_NOBODY:
            assert (fault.crew, fault.minutes_expected, fault.skills) == (0, 0, ())
        else:
            assert 1 <= fault.crew <= fault.crew_max <= 2
            assert 0 < fault.minutes_min <= fault.minutes_expected <= fault.minutes_max
            assert fault.skills


def test_faults_and_openings_are_promised_thirty_minutes_the_price_and_a_call() -> None:
    for kind in (CaseKind.FAULT, CaseKind.UNLOCK):
        arrive, price, call = promises_for(BOOK, kind)
        assert (arrive.kind, arrive.within) == (PromiseKind.ARRIVE, timedelta(minutes=30))
        assert (arrive.quote_at_least, arrive.remedy.credit_fen) == (0.9, 2000)
        assert arrive.keeps_when == ("visit.arrival.confirmed",)
        assert arrive.weak == ("visit.arrival.knocked",)
        assert (price.kind, price.within) == (PromiseKind.PRICE, timedelta(hours=168))
        assert (price.remedy.refund_excess, price.remedy.credit_fen) == (True, 5000)
        assert price.remedy.refund_excess_up_to_fen == 10000
        assert price.keeps_when == ("visit.price.confirmed",)
        assert price.weak == ("visit.payment.recorded",)
        assert (call.kind, call.within) == (PromiseKind.CALL_BACK, timedelta(minutes=30))
        assert call.keeps_when == ("intake.call.connected", "intake.call_back.confirmed")
