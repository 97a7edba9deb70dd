"""Codes never reach a table: what is read here is what the disk holds, decrypted and not."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.world import found_company, lines, open_case, send
from yinuo.case.models import Case, Saying
from yinuo.intake.models import Request

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "739184"
WORDS = f"打不开，密码是 {SECRET}，电话 19900000001"


def test_a_code_in_the_words_is_masked_before_the_first_write_and_ones_own_number_where_staff_reads() -> (
    None
):
    company = found_company()
    case = open_case(company, words=WORDS)
    send(company, words=WORDS)
    sent = [request.form["words"] for request in Request.objects.order_by("id")]
    read = [Case.objects.get(id=case.id).words, Saying.objects.get().words]
    assert (len(sent), len(read)) == (2, 2)
    for words in (*sent, *read):
        assert words is not None
        assert SECRET not in words
    assert all("19900000001" in words for words in sent)  # a phone number isn't taken for a code
    assert all("199****0001" in str(words) for words in read)


def test_a_code_put_into_the_name_or_the_address_is_masked_too() -> None:
    send(found_company(), name="王 密码739184", address="济南市市中区示范路 18 号 开门密码 739184")
    form = Request.objects.get().form
    assert SECRET not in form["name"] + form["address"]


def test_no_table_holds_what_a_person_typed_in_the_clear() -> None:
    case = open_case(found_company(), words="柜子里是奶奶的镯子")
    typed = ("19900000001", "测试客户", "示范路", "镯子", "customer@example.org")
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if not name.startswith("outlet")
        ]
        for table in tables:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")  # noqa: S608 - our own
            rows = "\n".join(row[0] for row in cursor.fetchall())
            assert not [text for text in typed if text in rows], table
    assert lines(case)
