"""Pictures: real ones, bounded, without place, time or device; anything else is refused in one way."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.work.visit.pictures import encoded, jpeg
from yinuo.store.facts import PhotoTooLarge, PhotoUnreadable
from yinuo.store.picture import clean


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_usual_kinds_become_a_jpeg(kind: str) -> None:
    picture = clean(encoded(kind))
    assert picture.data.startswith(b"\xff\xd8")
    assert (picture.width, picture.height) == (64, 48)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM"])
def test_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(PhotoUnreadable):
        clean(encoded(kind))


def test_nothing_of_the_metadata_is_left() -> None:
    source = jpeg(secret="third floor")
    assert Image.open(io.BytesIO(source)).getexif()
    picture = clean(source)
    cleaned = Image.open(io.BytesIO(picture.data))
    assert not cleaned.getexif()
    assert b"third floor" not in picture.data


def test_a_large_one_is_made_smaller() -> None:
    picture = clean(jpeg(4000, 3000))
    assert (picture.width, picture.height) == (1600, 1200)


def test_over_twenty_megabytes_it_is_not_even_looked_at() -> None:
    with pytest.raises(PhotoTooLarge):
        clean(b"\xff" * (20 * 1024 * 1024 + 1))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _bomb(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (1 + side // 8), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows)


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000, 2_000_000])
def test_one_that_would_unpack_to_too_many_pixels_is_refused_unopened(side: int) -> None:
    with pytest.raises(PhotoUnreadable):
        clean(_bomb(side))


@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    cut=st.integers(0, 700),
    flips=st.lists(st.tuples(st.integers(0, 699), st.integers(1, 255)), max_size=8),
)
def test_a_damaged_one_is_cleaned_or_refused_and_nothing_else(
    kind: str, cut: int, flips: list[tuple[int, int]]
) -> None:
    data = bytearray(encoded(kind))
    for position, flip in flips:
        data[position % len(data)] ^= flip
    try:
        picture = clean(bytes(data[: len(data) - cut % len(data)]))
    except PhotoUnreadable:
        return
    assert picture.data.startswith(b"\xff\xd8")
