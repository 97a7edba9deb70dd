"""`yinuo places resolve`: a line in, one object out, for the company's 395 areas and for anything else."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from yinuo.cli import main

TESTS = Path(__file__).resolve().parents[1]
AREAS = TESTS.parent / "data" / "demo" / "areas.txt"
GOLD = TESTS / "engines" / "places" / "data" / "service_areas_gold.tsv"


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_at_least_385_of_the_395_areas_are_todays(capsys: pytest.CaptureFixture[str]) -> None:
    with GOLD.open(encoding="utf-8") as file:
        gold = {row["text"]: row["adcode_current"] for row in csv.DictReader(file, delimiter="\t")}
    lines = AREAS.read_text(encoding="utf-8").splitlines()

    assert main(["places", "resolve", "--jsonl", "--file", str(AREAS)]) == 0
    found = answers(capsys)
    assert [answer["text"] for answer in found] == lines
    assert len(found) == 395
    right = [answer for answer in found if gold[answer["text"]] in todays(answer)]
    assert len(right) >= 385


def test_a_file_named_without_its_option_is_read_all_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "places.txt"
    file.write_text("济南市历下区\n青岛市市南区\n", encoding="utf-8")
    assert main(["places", "resolve", "--jsonl", str(file)]) == 0
    codes = [answer["candidates"][0]["code"] for answer in answers(capsys)]
    assert codes == ["370102", "370202"]


def test_a_text_too_long_for_a_path_is_a_text(capsys: pytest.CaptureFixture[str]) -> None:
    main(["places", "resolve", "--jsonl", "济南市历下区" + "路" * 5000])
    (answer,) = answers(capsys)
    assert answer["candidates"][0]["code"] == "370102"


def todays(answer: dict[str, Any]) -> set[str]:
    """The first candidate's code and its successors'."""
    if not answer["candidates"]:
        return set()
    first = answer["candidates"][0]
    return {first["code"], *(successor["code"] for successor in first["successors"])}


def test_an_object_has_the_fields_that_are_promised(capsys: pytest.CaptureFixture[str]) -> None:
    main(["places", "resolve", "--jsonl", "山东省济南市历下区"])
    (answer,) = answers(capsys)
    assert list(answer) == ["text", "status", "candidates"]
    fields = {"code", "town", "authority", "names", "score", "successors"}
    assert fields <= set(answer["candidates"][0])


def test_whatever_comes_in_one_object_a_line_goes_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        "济南市历下区",
        "",
        "   ",
        "Paris",
        "鼓楼区",
        "长" * 10_000,
        "\x00\ud7ff🏠",
        '{"a": 1}',
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    assert main(["places", "resolve", "--jsonl"]) == 0
    found = answers(capsys)
    assert [answer["text"] for answer in found] == lines
    assert found[0]["status"] == "resolved"
    assert all(answer["status"] != "resolved" for answer in found[1:])


def test_bytes_that_are_no_text_spoil_only_their_own_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "lines.txt"
    file.write_bytes(b"\xff\xfe\n" + "济南市历下区\r\n".encode())
    assert main(["places", "resolve", "--jsonl", "--file", str(file)]) == 0
    spoilt, good = answers(capsys)
    assert spoilt["status"] != "resolved"
    assert (good["text"], good["status"]) == ("济南市历下区", "resolved")


def test_a_file_that_is_not_there_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["places", "resolve", "--file", str(tmp_path / "none")]) == 2
    assert "no file" in capsys.readouterr().err


def test_for_people_it_is_a_sentence_and_says_by_its_exit_whether_it_knew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["places", "resolve", "济南市历下区"]) == 0
    assert "370102" in capsys.readouterr().out
    assert main(["places", "resolve", "Paris"]) == 1
    assert capsys.readouterr().out.startswith("Paris\t")


def test_a_date_decides_between_what_was_and_what_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as wrong:
        main(["places", "resolve", "--as-of", "yesterday", "济南市历下区"])
    assert wrong.value.code == 2
    assert main(["places", "resolve", "--as-of", "2026-01-01", "--jsonl", "济南市历下区"]) == 0
    assert answers(capsys)[0]["candidates"][0]["code"] == "370102"


def test_explain_says_of_each_name_what_became_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "explain", "杭州市江干区下沙街道南京路"]) == 0
    told = capsys.readouterr().out
    assert "10-12 南京: a road or a building" in told
    assert "3-6 江干区: counted" in told
    assert "part now 330114 杭州市钱塘区 (下沙街道、白杨街道)" in told


def test_explain_of_an_unknown_prefix_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "explain", "鼓楼区", "--prefix", "999999"]) == 2
    assert "there is no division 999999" in capsys.readouterr().err


def test_shapes_that_cannot_be_read_say_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = str(tmp_path / "no.geojson")
    assert main(["places", "borders", missing, "--source", "survey"]) == 2
    assert "can't be read" in capsys.readouterr().err
