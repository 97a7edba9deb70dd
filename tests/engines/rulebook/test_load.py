"""Loading: what a rulebook says comes out, and what is wrong is named by line and field."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest

from yinuo.engines.rulebook import (
    CaseKind,
    Level,
    OwnerKind,
    PromiseKind,
    RulebookInvalid,
    Teller,
    load,
)

from .cast import DEMO_TEXT, SMALL, faults_of, spoil


def test_what_the_file_says_comes_out() -> None:
    book = load(SMALL)
    assert (book.company.id, book.company.name.zh, book.timezone) == (
        "tiny",
        "小店",
        "Asia/Shanghai",
    )
    assert book.valid_from == date(2026, 1, 1)
    assert book.windows.weak_after == timedelta(hours=24)
    assert (book.windows.arrival_radius_m, book.windows.code_tries) == (200, 5)
    (rule,) = book.promises
    assert (rule.kind, rule.case_kinds) == (PromiseKind.ARRIVE, (CaseKind.FAULT,))
    assert (rule.within, rule.quote_at_least) == (timedelta(minutes=30), 0.9)
    assert [(rung.share, rung.tell) for rung in rule.ladder] == [
        (0.5, (Teller.DISPATCHER,)),
        (1.0, (Teller.CUSTOMER,)),
    ]
    assert (rule.remedy.credit_fen, rule.remedy.refund_excess) == (2000, False)
    (fault,) = book.case_kinds
    assert (fault.crew, fault.crew_max, fault.minutes_expected) == (1, 2, 31)
    assert fault.level_if_owner == {OwnerKind.ORGANISATION: Level.L3}
    assert fault.call_first is not None
    assert fault.call_first.numbers == ("110",)


def test_a_rulebook_can_not_be_changed() -> None:
    book = load(SMALL)
    with pytest.raises(FrozenInstanceError):
        book.timezone = "UTC"  # type: ignore[misc]


def test_the_id_depends_on_what_is_said_and_not_on_how_it_is_laid_out() -> None:
    first, *rest = SMALL.splitlines()
    assert first == "rulebook: 1"
    moved = "\n".join(["# a comment", *rest, "rulebook:    1  # here"])
    same = moved.replace("at: 1.0", "at: 1").replace("zh: 小店", "zh: '小店'")
    assert load(same).rulebook_id == load(SMALL).rulebook_id
    assert load(spoil("credit: 2000", "credit: 2001")).rulebook_id != load(SMALL).rulebook_id
    assert len(load(SMALL).rulebook_id) == 64


def test_the_id_of_a_text_stays_what_it_was_when_it_was_published() -> None:
    assert load(SMALL).rulebook_id == (
        "aedfdc118489365ca7eb4b403091bec198265ed33ec413c12d6565d4c1edc4df"
    )


def test_all_faults_are_listed_in_the_order_of_the_file() -> None:
    text = spoil("within: PT30M", "within: 30 minutes")
    text = text.replace("credit: 2000", "credit: 20.50").replace("level: L1\n", "level: L9\n")
    faults = faults_of(text)
    assert [(fault.line, fault.field) for fault in faults] == [
        (18, "promises[0].within"),
        (26, "promises[0].remedy.credit"),
        (40, "case_kinds[0].level"),
    ]
    assert {fault.file for fault in faults} == {"rulebook.yaml"}


def test_the_message_names_file_line_and_field_in_both_languages() -> None:
    with pytest.raises(RulebookInvalid) as caught:
        load(spoil("link_days: 30", "link_days: 0"), file="company.yaml")
    assert caught.value.text("en") == (
        "company.yaml:11: windows.link_days: must be a whole number from 1 to 365"
    )
    assert caught.value.text("zh") == "company.yaml:11: windows.link_days: 应为：1 至 365 的整数"


@pytest.mark.parametrize("amount", ["20.00", "'2000'", "20元", "-1", "true", "1e3", "2_000", "020"])
def test_an_amount_that_is_not_whole_fen_is_told_how_to_write_it(amount: str) -> None:
    (fault,) = faults_of(spoil("credit: 2000", f"credit: {amount}"))
    assert fault.field == "promises[0].remedy.credit"
    assert "20 yuan is 2000" in fault.message_en
    assert "20 元写作 2000" in fault.message_zh


@pytest.mark.parametrize(
    ("old", "new", "field", "meant"),
    [
        ("timezone:", "timezon:", "timezon", "timezone"),
        ("  link_days: 30", "  link_day: 30", "windows.link_day", "link_days"),
        ("quote_at_least", "quote_atleast", "promises[0].quote_atleast", "quote_at_least"),
        ("{credit: 2000}", "{credits: 2000}", "promises[0].remedy.credits", "credit"),
        ("{at: 0.5, tell", "{at: 0.5, tel", "promises[0].ladder[0].tel", "tell"),
        ("level_if_shut", "level_if_closed", "case_kinds[0].level_if_closed", "level_if_shut"),
        ("  from_level", "  form_level", "ownership.form_level", "from_level"),
        ("en: Tiny", "eng: Tiny", "company.name.eng", "en"),
        (
            "warranty_repair_days",
            "waranty_repair_days",
            "places[0].waranty_repair_days",
            "warranty_",
        ),
    ],
)
def test_an_unknown_key_is_refused_with_the_name_that_was_meant(
    old: str, new: str, field: str, meant: str
) -> None:
    unknown = [fault for fault in faults_of(spoil(old, new)) if fault.field == field]
    assert len(unknown) == 1
    assert f"did you mean {meant}" in unknown[0].message_en


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("rulebook: 1", "rulebook: 2", "rulebook"),
        ("rulebook: 1", "rulebook: true", "rulebook"),
        ("Asia/Shanghai", "Asia/Shanghia", "timezone"),
        ("currency: CNY", "currency: USD", "currency"),
        ("valid_from: 2026-01-01", "valid_from: 2026-02-30", "valid_from"),
        ("valid_from: 2026-01-01", "valid_from: 2026-W01-1", "valid_from"),
        ("valid_from: 2026-01-01", "valid_from: tomorrow", "valid_from"),
        ("quote_expires: PT60S", "quote_expires: PT61S", "windows.quote_expires"),
        ("weak_after: PT24H", "weak_after: PT0S", "windows.weak_after"),
        ("arrival_radius_m: 200", "arrival_radius_m: 5000", "windows.arrival_radius_m"),
        ("code_tries: 5", "code_tries: 100", "windows.code_tries"),
        ("kind: arrive", "kind: arrival", "promises[0].kind"),
        ("for: [fault]", "for: []", "promises[0].for"),
        ("for: [fault]", "for: fault", "promises[0].for"),
        ("clock: elapsed", "clock: working", "promises[0].clock"),
        ("quote_at_least: 0.9", "quote_at_least: 90", "promises[0].quote_at_least"),
        ("quote_at_least: 0.9", "quote_at_least: 0", "promises[0].quote_at_least"),
        ("[visit.arrival.confirmed]", "[Arrived]", "promises[0].keeps_when"),
        ("[visit.arrival.knocked]", "[visit.arrival.confirmed]", "promises[0].weak"),
        ("at: 1.0", "at: 0.9", "promises[0].ladder"),
        ("at: 0.5", "at: 1.0", "promises[0].ladder"),
        ("tell: [customer]", "tell: [boss]", "promises[0].ladder[1].tell"),
        ("credit: 2000", "credit: 0", "promises[0].remedy"),
        (
            "{credit: 2000}",
            "{credit: 2000, refund_excess: true}",
            "promises[0].remedy.refund_excess",
        ),
        ("from_level: L2", "from_level: L3", "ownership.from_level"),
        (", unknown: L3}", "}", "ownership.raises"),
        ("heir: L3", "hair: L3", "ownership.raises.hair"),
        ("any_of: [identity]", "any_of: [guarantor]", "proofs"),
        ("[ownership, organisation]", "[ownership, police]", "proofs"),
        (", only_for: [heir]", ", only_for: [tenant]", "proofs"),
        (", only_for: [heir]", ", only_for: [heir], except_for: [self]", "proofs[2].except_for"),
        (
            "{from: L2, any_of: [identity]}",
            "{from: L2, to: L1, any_of: [identity]}",
            "proofs[0].to",
        ),
        ("id: SF-02", "id: 2", "case_kinds[0].id"),
        ("level_if_shut: L2", "level_if_shut: L1", "case_kinds[0].level_if_shut"),
        ("{organisation: L3}\n", "{firm: L3}\n", "case_kinds[0].level_if_owner.firm"),
        ("crew_max: 2", "crew_max: 9", "case_kinds[0].crew_max"),
        ("crew: 1", "crew: 3", "case_kinds[0].crew_max"),
        ("{min: 20, max: 41}", "{min: 20, max: 10}", "case_kinds[0].minutes"),
        ("{min: 20, max: 41}", "30", "case_kinds[0].minutes"),
        ("urgency: normal", "urgency: soon", "case_kinds[0].urgency"),
        ("skills: [safe_lock]", "skills: [safe_lock, safe_lock]", "case_kinds[0].skills"),
        ("numbers: ['110']", "numbers: [110]", "case_kinds[0].call_first.numbers"),
        ("numbers: ['110']", "numbers: ['19900000001']", "case_kinds[0].call_first.numbers"),
        ("{zh: 换电池, en: Change the cells}", "{zh: 换电池}", "case_kinds[0].self_help.en"),
        ("code: '330000'", "code: 330000", "places[0].code"),
        ("code: '330000'", "code: '33'", "places[0].code"),
        (", warranty_repair_days: 7", "", "places[0].code"),
        ("warranty_repair_days: 7", "repair_warranty_days: 29", "places[0].repair_warranty_days"),
        ("warranty_repair_days: 7", "form_months: 2", "places[0].form_months"),
        ("warranty_repair_days: 7", "opening: maybe", "places[0].opening"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(old: str, new: str, field: str) -> None:
    assert field in [fault.field for fault in faults_of(spoil(old, new))]


@pytest.mark.parametrize(
    "key", ["company", "windows", "promises", "ownership", "proofs", "case_kinds"]
)
def test_a_missing_part_is_told_once(key: str) -> None:
    lines = SMALL.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next(
        (i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines)
    )
    fields = [fault.field for fault in faults_of("".join(lines[:start] + lines[end:]))]
    assert fields.count(key) >= 1
    assert not [field for field in fields if field.startswith(f"{key}.")]


def test_the_same_fault_place_or_promise_twice_is_refused() -> None:
    start = SMALL.index("  - id: SF-02")
    end = SMALL.index("places:")
    doubled = SMALL[:end] + SMALL[start:end] + SMALL[end:]
    assert [fault.field for fault in faults_of(doubled)] == ["case_kinds[1].id"]
    place = SMALL[SMALL.index("  - {code:") :]
    assert [fault.field for fault in faults_of(SMALL + place)] == ["places[1].from"]
    promise = SMALL[SMALL.index("  - kind: arrive") : SMALL.index("ownership:")]
    twice = SMALL.replace("ownership:\n", promise + "ownership:\n")
    assert [fault.field for fault in faults_of(twice)] == ["promises[1].for"]


def test_places_may_be_left_out() -> None:
    assert load(SMALL[: SMALL.index("places:")]).places == ()


def test_every_line_of_the_demo_rulebook_matters_so_leaving_one_out_changes_the_id_or_is_refused() -> (
    None
):
    lines = DEMO_TEXT.splitlines(keepends=True)
    rulebook_id = load(DEMO_TEXT).rulebook_id
    said = [i for i, line in enumerate(lines) if line.strip() and not line.strip().startswith("#")]
    for index in said[::17]:
        try:
            book = load("".join(lines[:index] + lines[index + 1 :]))
        except RulebookInvalid:
            continue
        assert book.rulebook_id != rulebook_id, lines[index]
