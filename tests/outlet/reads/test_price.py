"""Prices that apply at an outlet at an instant, and warranty by serial number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.outlet.cast import NOW, load, load_all
from yinuo.outlet import reads
from yinuo.outlet.facts import TariffLineUnknown, WarrantyBasis, WarrantyEvidence
from yinuo.outlet.models import Outlet
from yinuo.people.reads import find_unit

pytestmark = pytest.mark.django_db(transaction=True)


def outlet_ids() -> dict[str, object]:
    return dict(Outlet.objects.values_list("code", "id"))


def test_qt_07_the_list_shows_the_lines_in_force_in_the_order_of_a_bill() -> None:
    company_id = load_all()

    codes = [line.code for line in reads.list_tariff(company_id, None, NOW)]

    assert codes == ["VISIT", "NIGHT", "R-LOCK", "M-CELLS"]


def test_a_new_price_holds_from_its_first_local_day_on() -> None:
    company_id = load_all()

    def price(days: int) -> int:
        tariff = reads.list_tariff(company_id, None, NOW + timedelta(days=days))
        return next(line.price_fen for line in tariff if line.code == "R-LOCK")

    assert (price(7), price(8)) == (12000, 13000)  # 30 November and 1 December


def test_an_outlets_own_price_takes_the_place_of_the_companys() -> None:
    load_all()
    ids = outlet_ids()

    ours, theirs = (reads.tariff_for(ids[code], ["R-LOCK"], NOW) for code in ("JN1", "JN2"))  # type: ignore[arg-type]

    assert (ours[0].unit_price_fen, theirs[0].unit_price_fen) == (12000, 11000)


def test_qt_03_the_lists_own_hours_add_the_night_line() -> None:
    load_all()
    outlet = outlet_ids()["JN1"]

    by_night = reads.tariff_for(outlet, ["VISIT"], NOW + timedelta(hours=10))  # type: ignore[arg-type]
    by_day = reads.tariff_for(outlet, ["VISIT"], NOW)  # type: ignore[arg-type]

    assert [priced.line.code for priced in by_night] == ["VISIT", "NIGHT"]
    assert [priced.line.code for priced in by_day] == ["VISIT"]


def test_qt_02_a_line_that_is_out_of_force_has_no_price() -> None:
    load_all()

    with pytest.raises(TariffLineUnknown):
        reads.tariff_for(outlet_ids()["JN1"], ["OLD"], NOW)  # type: ignore[arg-type]


def test_warranty_is_decided_by_serial_number() -> None:
    load_all()

    new = reads.warranty_of(find_unit("AN30-0001"), NOW)
    old = reads.warranty_of(find_unit("AN30-0002"), NOW)
    unknown = reads.warranty_of(find_unit("AN30-9999"), NOW)

    assert (new.in_warranty, new.evidence) == (True, WarrantyEvidence.INVOICE)
    assert (old.in_warranty, old.evidence) == (False, WarrantyEvidence.REGISTRATION)
    assert unknown.basis is WarrantyBasis.UNIT_UNKNOWN


def test_af_14_a_written_promise_holds_for_the_units_sold_under_it() -> None:
    load_all()
    load("model,sold_from,sold_to,months,text_zh,text_en\nH30,2020-01-01,,84,七年,Seven years\n")

    assert reads.warranty_of(find_unit("AN30-0002"), NOW).in_warranty

    shorter = load("model,sold_from,months,text_zh,text_en\nH30,2020-01-01,12,一年,One\n")
    assert shorter.rows[0].outcome == "refused"
    assert reads.warranty_of(find_unit("AN30-0002"), NOW).in_warranty


def test_af_12_parts_are_promised_for_five_years_after_a_models_end() -> None:
    company_id = load_all()
    load(
        "model,name_zh,name_en,grade,weight_kg,locks,warranty_months,discontinued_date\n"
        "C25,经典 25,Classic 25,A,25,1,24,2023-06-30\n"
    )

    ended, sold = (reads.find_model(company_id, code) for code in ("C25", "H30"))

    assert ended is not None
    assert sold is not None
    assert (str(ended.parts_until_date), sold.parts_until_date) == ("2028-06-30", None)
