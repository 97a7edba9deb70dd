"""Keys: printed one way, read one way."""

from __future__ import annotations

from hashlib import sha256

import pytest

from yinuo.engines.tlog import KeyInvalid, format_key, key_id, parse_key, private_key_from_seed

from .cast import PUBLIC


def test_a_key_comes_back_from_its_text_white_space_around_it_left_out() -> None:
    text = format_key(PUBLIC)
    assert text.startswith("yinuo-key-v1:")
    assert parse_key(f"  {text}\n").public_bytes_raw() == PUBLIC.public_bytes_raw()


def test_the_key_of_rfc_8032_test_1_comes_from_its_seed() -> None:
    seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    public = private_key_from_seed(bytes.fromhex(seed)).public_key()
    expected = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert format_key(public) == f"yinuo-key-v1:{expected}"


def test_the_short_name_of_a_key_is_the_start_of_its_digest() -> None:
    assert key_id(PUBLIC) == sha256(PUBLIC.public_bytes_raw()).hexdigest()[:16]


@pytest.mark.parametrize(
    "text",
    ["", "0" * 64, "yinuo-key-v1:", "yinuo-key-v1:" + "A" * 64, "yinuo-key-v2:" + "0" * 64],
)
def test_a_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyInvalid):
        parse_key(text)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(KeyInvalid):
        private_key_from_seed(bytes(length))
