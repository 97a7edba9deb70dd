"""Tests of the pure decisions about people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.base.errors import YinuoError
from yinuo.people import facts, rights, rules
from yinuo.people.facts import Access, PointSource, StaffRole, Verb

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("19900000001", "19900000001"),
        (" 199 0000 0001 ", "19900000001"),
        ("199-0000-0001", "19900000001"),
        ("１９９０００００００１", "19900000001"),
        ("+86 199 0000 0001", "19900000001"),
        ("008619900000001", "19900000001"),
        ("8619900000001", "19900000001"),
        ("\u200b19900000001\ufeff", "19900000001"),
        ("021-55550000", "02155550000"),
        ("（0571）5555 0000", "057155550000"),
        ("0571 5550000", "05715550000"),
        ("021-55550000转812", "02155550000-812"),
        ("021-55550000 ext. 812", "02155550000-812"),
        ("+86 21 5555 0000", "02155550000"),
        ("02155550000-812", "02155550000-812"),
    ],
)
def test_a_phone_number_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert rules.normalise_phone(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        *("", "abc", "1990000000", "199000000012", "12900000001", "55550000", "110", "4000000000"),
        "+1 415 555 0100",
        "19900000001a",
        "一九九〇〇〇〇〇〇〇一",
        "9" * 10_000,
        "19900000001 转 5",
        "٠١٢٣٤٥٦٧٨٩",
    ],
)
def test_what_cannot_be_called_is_no_phone_number(typed: str) -> None:
    with pytest.raises(facts.PhoneNotValid):
        rules.normalise_phone(typed)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-", "."]))
def test_any_mobile_survives_separators_and_width(number: str, separator: str) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    for form in (number, wide):
        typed = separator.join((form[:3], form[3:7], form[7:]))
        assert rules.normalise_phone(typed) == number


@given(st.text(max_size=80))
def test_a_phone_is_normal_or_refused_and_normal_is_stable(text: str) -> None:
    try:
        phone = rules.normalise_phone(text)
    except facts.PhoneNotValid:
        return
    assert rules.normalise_phone(phone) == phone


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_masked_phone_hides_four_digits(number: str) -> None:
    masked = rules.mask_phone(number)
    assert masked == f"{number[:3]}****{number[7:]}"


def test_a_masked_landline_keeps_area_and_end() -> None:
    assert rules.mask_phone("02155550000-812") == "021****0000"


def test_an_email_is_optional_but_not_half() -> None:
    assert rules.normalise_email("  ") is None
    assert rules.normalise_email("Wang.Hui@Example.ORG") == "Wang.Hui@example.org"
    for typed in (
        "wang@",
        "@example.org",
        "a b@example.org",
        "a@b",
        "a@b.c\r\nBcc: x@y.org",
        "x" * 9999,
    ):
        with pytest.raises(facts.EmailNotValid):
            rules.normalise_email(typed)


def test_a_name_is_one_line_and_not_a_book() -> None:
    assert rules.normalise_name("  王\u200b 女士\n") == "王 女士"
    with pytest.raises(facts.NameMissing):
        rules.normalise_name(" \u200b ")
    with pytest.raises(facts.NameTooLong):
        rules.normalise_name("王" * 10_000)


def test_an_address_is_one_line_and_holds_no_code() -> None:
    assert rules.normalise_address("幸福路88号\n3单元201") == "幸福路88号 3单元201"
    assert rules.normalise_address("幸福路88号，门禁密码2580#") == "幸福路88号，门禁密码＊＊＊"
    with pytest.raises(facts.AddressTooLong):
        rules.normalise_address("路" * 10_000)


def test_one_address_written_in_two_ways_has_one_key() -> None:
    assert rules.address_key("幸福路８８号 3单元201室") == rules.address_key(
        "幸福路88号,3单元-201室"
    )
    assert rules.address_key("幸福路88号") != rules.address_key("幸福路89号")


def test_a_serial_is_capitals_digits_and_dashes() -> None:
    assert rules.normalise_serial(" an60–2209a 0017 ") == "AN60-2209A0017"
    assert rules.normalise_serial("ＡＮ６０－００１") == "AN60-001"
    for typed in ("", "AN", "ABCD", "-AN60", "AN60;DROP", "A1" * 40, "密码8888"):
        with pytest.raises(facts.SerialNotValid):
            rules.normalise_serial(typed)


def test_a_better_source_beats_a_smaller_radius() -> None:
    assert rules.is_surer(PointSource.DEVICE, 50, PointSource.TOWN, 10)
    assert rules.is_surer(PointSource.MAP, 20, PointSource.MAP, 30)
    assert not rules.is_surer(PointSource.COUNTY, 10, PointSource.TOWN, 3000)
    assert not rules.is_surer(PointSource.MAP, 20, PointSource.MAP, 20)


def test_codes_are_sent_a_minute_apart_and_five_an_hour() -> None:
    def ago(*minutes: float) -> list[datetime]:
        return [NOW - timedelta(minutes=value) for value in minutes]

    assert rules.may_send_code([], NOW)
    assert not rules.may_send_code(ago(0.5), NOW)
    assert rules.may_send_code(ago(1, 10, 20, 30), NOW)
    assert not rules.may_send_code(ago(1, 10, 20, 30, 40), NOW)
    assert rules.may_send_code(ago(1, 10, 20, 30, 61), NOW)


def test_pd_06_a_technician_sees_his_own_case_until_a_day_after_it_ended() -> None:
    role = StaffRole.TECHNICIAN
    assert not rights.may(role, Verb.SEE_CASE)
    assert rights.may(role, Verb.SEE_CASE, Access(is_own=True))
    assert rights.may(role, Verb.SEE_CASE, Access(is_own=True, over_for_minutes=1439))
    assert not rights.may(role, Verb.SEE_CASE, Access(is_own=True, over_for_minutes=1440))
    assert rights.may(role, Verb.WORK_VISIT, Access(is_own=True))
    assert not rights.may(role, Verb.WORK_VISIT, Access(is_own=True, over_for_minutes=1))


def test_pd_06_only_desk_and_manager_see_how_to_reach_a_customer() -> None:
    own = Access(is_own=True)
    seeing = {role for role in StaffRole if rights.may(role, Verb.SEE_CONTACT, own)}
    assert seeing == {StaffRole.DESK, StaffRole.MANAGER}


def test_only_a_manager_changes_rules_and_staff() -> None:
    for verb in (Verb.PUBLISH_RULEBOOK, Verb.IMPORT_OUTLETS, Verb.ADD_STAFF, Verb.SEE_FIGURES):
        assert [role for role in StaffRole if rights.may(role, verb)] == [StaffRole.MANAGER]


def test_every_error_says_in_both_languages_what_to_do() -> None:
    errors = [kind for kind in vars(facts).values() if isinstance(kind, type)]
    own = [
        kind
        for kind in errors
        if issubclass(kind, YinuoError) and kind.__module__ == "yinuo.people.errors"
    ]
    assert len(own) >= 10
    assert len({kind.code for kind in own}) == len(own)
    for kind in own:
        assert kind.zh != YinuoError.zh
        assert not any("一" <= char <= "鿿" for char in kind.en)
