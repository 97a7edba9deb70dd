"""A customer's own number in free text: masked however it is written, and nothing else with it."""

from __future__ import annotations

import pytest

from yinuo.people.rules import mask_contacts

PHONE = "19900000001"


@pytest.mark.parametrize(
    "written",
    [
        "19900000001",
        "199 0000 0001",
        "199-0000-0001",
        "+86 19900000001",
        "8619900000001",
        "".join(chr(0xFF10 + int(digit)) for digit in PHONE),
    ],
)
def test_however_a_number_is_written_it_is_masked(written: str) -> None:
    assert mask_contacts(f"电话{written}，晚上在家", PHONE) == "电话199****0001，晚上在家"


@pytest.mark.parametrize("other", ["19900000002", "119900000001", "199000000011", "8 号 501"])
def test_another_number_stays(other: str) -> None:
    assert mask_contacts(f"也可以打{other}", PHONE) == f"也可以打{other}"


def test_a_landline_with_its_area_code_and_an_address_of_mail_are_masked() -> None:
    words = "0531-55500000 或 Wang.Li@example.com"
    masked = mask_contacts(words, "053155500000-12", "wang.li@example.com")
    assert masked == "053****0000 或 w****@example.com"


def test_masking_twice_changes_nothing_and_nobodys_contact_masks_nothing() -> None:
    once = mask_contacts("19900000001", PHONE)
    assert mask_contacts(once, PHONE) == once
    assert mask_contacts("19900000001", "", None) == "19900000001"
