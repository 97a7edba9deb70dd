"""Every badge word can be said by whoever reads no characters, and no two of them sound alike."""

from __future__ import annotations

from yinuo.work.visit.rules.arrival import BADGE_WORDS
from yinuo.work.visit.rules.pinyin import PINYIN


def test_every_badge_word_has_its_sound() -> None:
    assert list(PINYIN) == list(BADGE_WORDS)
    assert (PINYIN["青松"], PINYIN["寒露"], PINYIN["糖果"]) == ("qīngsōng", "hánlù", "tángguǒ")


def test_no_two_badge_words_sound_alike() -> None:
    assert len(set(PINYIN.values())) == len(BADGE_WORDS)
