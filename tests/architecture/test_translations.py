"""The English catalogue is complete, and what is compiled is what was written."""

from yinuo.config.translations import check


def test_every_source_string_has_its_english() -> None:
    assert check() == []
