"""The JSON object of one line."""

from __future__ import annotations

import json

from yinuo.engines.places import resolve, to_json


def test_an_answer_has_exactly_the_promised_keys() -> None:
    text = "杭州市江干区下沙街道"
    answer = to_json(resolve(text), text)
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == {
        "text": text,
        "status": "resolved",
        "candidates": [
            {
                "code": "330104",
                "town": "330114001",
                "authority": "mca",
                "names": {
                    "province": "浙江省",
                    "city": "杭州市",
                    "county": "江干区",
                    "town": "下沙街道",
                },
                "score": resolve(text).candidates[0].score,
                "successors": [
                    {"code": "330114", "share": "part", "towns": ["下沙街道", "白杨街道"]},
                    {
                        "code": "330102",
                        "share": "part",
                        "towns": [
                            "凯旋街道", "采荷街道", "闸弄口街道", "四季青街道",
                            "彭埠街道", "笕桥街道", "丁兰街道", "九堡街道",
                        ],
                    },
                ],
            }
        ],
    }  # fmt: skip


def test_a_text_without_a_place_has_no_candidates() -> None:
    assert to_json(resolve("Tokyo"), "Tokyo") == {
        "text": "Tokyo",
        "status": "none",
        "candidates": [],
    }
