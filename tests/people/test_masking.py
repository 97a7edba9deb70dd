"""Tests of the masking of codes in free text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.people.masking import MASK, mask_codes

MASKED = [
    ("密码是8888", f"密码是{MASK}"),
    ("密码是一二三四五六", f"密码是{MASK}"),
    ("code 8888#", f"code {MASK}"),
    ("my code is 8888#.", f"my code is {MASK}."),
    ("PIN: 1234", f"PIN: {MASK}"),
    ("pin1234", f"pin{MASK}"),
    ("the password was set to 40 71 99", f"the password was set to {MASK}"),
    ("code one two three four", f"code {MASK}"),
    ("密码１２３４５６", f"密码{MASK}"),
    ("密码：①②③④", f"密码：{MASK}"),
    ("密码是 1 2 3 4 5 6", f"密码是 {MASK}"),
    ("密码是1-2-3-4", f"密码是{MASK}"),
    ("密码一、二、三、四", f"密码{MASK}、{MASK}、{MASK}、{MASK}"),
    ("密码是幺二三零", f"密码是{MASK}"),
    ("密码是壹贰叁肆", f"密码是{MASK}"),
    ("密码是四个八", f"密码是{MASK}"),
    ("密码六个零打不开", f"密码{MASK}打不开"),
    ("密码是一千二百三十四", f"密码是{MASK}"),
    ("密码忘了，试过1234、4321都不行", f"密码忘了，试过{MASK}、{MASK}都不行"),
    ("密码忘了，好像是5678", f"密码忘了，好像是{MASK}"),
    ("1234这个密码不对", f"{MASK}这个密码不对"),
    ("123456 是密码", f"{MASK} 是密码"),
    ("我按1234，密码不对", f"我按{MASK}，密码不对"),
    ("1234和5678都不是密码，密码到底多少", f"{MASK}和{MASK}都不是密码，密码到底多少"),
    ("验证码 482913 发给你", f"验证码 {MASK} 发给你"),
    ("我的密码改成了生日0512", f"我的密码改成了生日{MASK}"),
    ("密码是我手机号码后六位000001", f"密码是我手机号码后六位{MASK}"),
    ("密码是房间号1502", f"密码是房间号{MASK}"),
    ("密码是19900000001", f"密码是{MASK}"),
    ("密码是abc123", f"密码是{MASK}"),
    ("密码第一位是3，第二位是5", f"密码{MASK}，{MASK}"),
    ("柜子的号码是739201", f"柜子的号码是{MASK}"),
    ("口令8888#，门锁着", f"口令{MASK}，门锁着"),
    ("密码1234，电话19900000001", f"密码{MASK}，电话19900000001"),
    ("密码1234 19900000001", f"密码{MASK} 19900000001"),
    ("密码1234、19900000001", f"密码{MASK}、19900000001"),
    ("密码是1234点不亮", f"密码是{MASK}点不亮"),
    ("開箱密碼為２４６８", f"開箱密碼為{MASK}"),
    ("舊密碼是一二三四，換了電池就打不開", f"舊密碼是{MASK}，換了電池就打不開"),
    ("开锁号是5566", f"开锁号是{MASK}"),
    ("输入 5566# 开门", f"输入 {MASK} 开门"),
    ("输入 1234 打不开", f"输入 {MASK} 打不开"),
    ("平时输入5566#", f"平时输入{MASK}"),
    ("保险箱 0088 打开", f"保险箱 {MASK} 打开"),
    ("按 7 3 9，门就开", f"按 {MASK}，门就开"),
    ("左三右五左九", MASK),
    ("先左转12，右转34，左转56", f"先{MASK}"),
    ("左三圈到20，右两圈到45，左一圈到60", MASK),
    ("先按 7 再按 3 再按 9，门就开", f"先{MASK}，门就开"),
    ("按下七，然后按三，最后按九", MASK),
    ("数字组合 3 8 1 5", f"数字组合 {MASK}"),
    ("就是我生日 880808", f"就是我生日 {MASK}"),
    ("生日是19880808", f"生日是{MASK}"),
]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_in_11_a_code_beside_its_word_is_masked(text: str, masked: str) -> None:
    assert mask_codes(text) == masked


def test_id_12_a_technician_s_note_keeps_no_code() -> None:
    note = "客户自己设了新密码 739201，试了 3 次都能开，旧密码2580已作废"
    assert mask_codes(note) == f"客户自己设了新密码 {MASK}，试了 3 次都能开，旧密码{MASK}已作废"


LEFT = [
    "密码忘了，试了好几个都不对，不敢再按了",
    "密码忘了 19900000001 王女士",
    "忘记密码，电话 199-0000-0001",
    "密码忘了，座机021-55550000转812",
    "密码忘了，请打4000000000",
    "密码忘了，序列号AN60-2209A0017",
    "密码输对了，屏幕显示E03",
    "密码不对，型号 ANH60",
    "密码锁ANH-60打不开",
    "密码忘了，地址幸福路88号3单元201",
    "住幸福小区3栋1502，密码忘了",
    "幸福里小区1502 密码忘了",
    "建设路1288号密码忘了",
    "密码试了5次就锁了",
    "密码试了20遍",
    "我有卡片，密码四组，能不能叫师傅来",
    "密码是6位的",
    "密码是2023年设的",
    "换电池密码会不会丢啊，用4节5号电池",
    "验证码一直收不到，绑定不了",
    "我改过一次密码，改成啥现在一点印象没有",
    "密码没人知道，下午3点前在家，15:30以后出门",
    "密码锁花了1299元",
    "密码忘了要打110吗",
    "手机号码19900000001",
    "故障码 1203 一直响",
    "邮编 201100",
    "error code 404 on the panel",
    "zip code 201100",
    "万一密码被人知道怎么办",
    "忘了密码，不管三七二十一先来人",
    "房间1502",
    "保险箱 0088 打不开",
    "保险箱 5016 能打开吗",
    "保险箱型号 5566 打开以后很重",
    "保险柜编号 0088 打开过一次",
    "保险箱花了 1299 元打开",
    "用 5 号电池打开过",
    "用 19900000001 开门锁的软件打开",
    "到楼下按 1502 开门",
    "门铃请按 502，能开门",
    "住 1502，开门后左转",
    "按一下，再按两下，再按三下",
    "先按 1 再按 2 转人工",
    "左边 3 户，右边 5 户",
    "出电梯左转 3 米，右转 5 米",
    "我生日 5 月 12 日以前修好",
    "孩子生日 5.12 想修好",
    "生日 1988 年",
    "今天是我生日，下午 15:30 以后在家",
    "生日那天买的，花了 3280 元",
    "開門後走 12 號樓 3 單元 1502",
    "電話號碼19900000001",
    "輸入 3 次都不行",
    "输入 30 秒后才有反应",
    "门前左转100米，右转50米，左转30米就到",
    "组合柜 3 门，1502 室",
    "",
]


@pytest.mark.parametrize("text", LEFT)
def test_phones_serials_addresses_and_counts_are_left_untouched(text: str) -> None:
    assert mask_codes(text) == text


_PIECES = st.sampled_from(
    [
        *(
            "密码",
            "是",
            "忘了",
            "，",
            "。",
            "、",
            " ",
            "1234",
            "一二三四",
            "１２３４",
            "试过",
            "电话",
            "和",
        ),
        *(
            "19900000001",
            "号",
            "次",
            "ANH60",
            "code",
            "is",
            "#",
            "＊",
            "码",
            "8",
            "四个八",
            "15:30",
            "年",
        ),
        *("生日", "880808", "输入", "打开", "按", "再按", "左", "右", "密碼", "保险箱", "数字组合"),
        *("幸福路", "后六位", "第一位是3", "这个", "不对", "021-55550000", "-", ".", "\n"),
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_masking_a_masked_text_changes_nothing(text: str) -> None:
    once = mask_codes(text)
    assert mask_codes(once) == once


@given(
    st.sampled_from(
        ["密码", "密码是", "密码：", "密码为", "验证码", "开锁密码是", "PIN: ", "code "]
    ),
    st.sampled_from(["0123456789", "０１２３４５６７８９", "零一二三四五六七八九"]),
    st.lists(st.integers(0, 9), min_size=4, max_size=8),
    st.sampled_from(["", "#", "。", "，快来", " 打不开"]),
)
def test_no_digit_of_a_code_survives(word: str, script: str, digits: list[int], after: str) -> None:
    code = "".join(script[digit] for digit in digits)
    masked = mask_codes(f"门开不了，{word}{code}{after}")
    assert not any(char in masked for char in code)


@given(
    st.sampled_from(
        ["輸入{}#開門", "输入 {} 就能开", "保險箱 {} 打開", "開鎖號是{}", "数字组合 {}"]
    ),
    st.sampled_from(["0123456789", "０１２３４５６７８９"]),
    st.lists(st.integers(0, 9), min_size=4, max_size=8),
)
def test_no_digit_survives_of_a_code_that_is_told_without_that_word(
    words: str, script: str, digits: list[int]
) -> None:
    masked = mask_codes(words.format("".join(script[digit] for digit in digits)))
    assert not any(char in masked for char in script)


@given(st.text(alphabet="密码忘了钥匙打不开师傅快来谢谢，。 ", max_size=40))
def test_a_text_without_digits_is_never_touched(text: str) -> None:
    assert mask_codes(text) == text


@pytest.mark.parametrize(
    "piece",
    [
        "密码1234，",
        "a-",
        "#",
        "1 ",
        "一",
        "号",
        "密码",
        "第一位",
        "９",
        "按1",
        "左3",
        "再按",
        "生日8",
    ],
)
def test_a_hundred_thousand_characters_are_masked_in_one_pass(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert "1234" not in mask_codes(text)
