"""Groups chains into mentions: the places a text speaks of, each with its possible readings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from yinuo.engines.places.chains import Link, chain
from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import Gazetteer, Row, load
from yinuo.engines.places.lexicon import Form, Token

_FIRM = re.compile(
    "[^路街道巷号镇乡村区县市省]{0,14}?"
    "(?:公司|集团|厂|银行|分行|支行|大学|学院|医院|酒店|研究院|事务所|协会)"
)
_JOINING = "和与或及到至跟"
_ALIKE = 8
"""Names up to which a text may be alike another."""
_MOST_NAMES = 5000
"""Names that are weighed in one text; a book has more, and no address."""
_MOST = 50
"""Places told apart in one text; a text with more is a list, and the first by weight will do."""


@dataclass(slots=True, eq=False)
class Mention:
    """One place: its readings by weight, and what lies above and after them."""

    readings: list[Link]
    related: set[int] = field(default_factory=set)

    @property
    def token(self) -> Token:
        """The name of its lowest level."""
        return self.readings[0].token

    @property
    def end(self) -> int:
        """Where its last name ends."""
        return _end(self.readings[0])

    def rank(self, gazetteer: Gazetteer) -> int:
        """3 a county with a parent named, 2 a full name, 1 a short one."""
        best = self.readings[0]
        if gazetteer.is_leaf(best.row) and best.is_supported:
            return 3
        return 2 if best.form is Form.FULL or best.is_supported else 1


def read_names(
    gazetteer: Gazetteer, tokens: list[Token], day: date, seed: Row | None = None
) -> list[Mention]:
    """The mentions of a text by the names found in it.

    The same names in the same places, as of the same day, are read once: most addresses of a company
    begin alike. A list of places is no such beginning.
    """
    if len(tokens) > _ALIKE:
        return group(gazetteer, chain(gazetteer, tokens[:_MOST_NAMES], day, seed))
    return _read_once(tuple(tokens), day, -1 if seed is None else seed.index)


@lru_cache(maxsize=1 << 15)
def _read_once(tokens: tuple[Token, ...], day: date, seed: int) -> list[Mention]:
    gazetteer = load()
    row = None if seed < 0 else gazetteer.rows[seed]
    return group(gazetteer, chain(gazetteer, tokens, day, row))


def group(gazetteer: Gazetteer, links: list[Link]) -> list[Mention]:
    """Mentions that don't share letters, heaviest first, each place once."""
    ranked = sorted(_unique(links), key=_by_weight) if len(links) > 1 else links
    owners: list[Mention | None] = [None] * max((_end(link) for link in ranked), default=0)
    mentions: list[Mention] = []
    for link in ranked:
        token = link.token
        holders = [owner for owner in owners[token.start : token.end] if owner is not None]
        if not holders:
            mention = Mention([link])
            mentions.append(mention)
            for part in link.tokens:
                for place in range(part.start, part.end):
                    owners[place] = owners[place] or mention
        elif all(holder is holders[0] for holder in holders):
            first = holders[0].token
            if first.start == token.start and first.end == token.end:
                holders[0].readings.append(link)
    return _apart(gazetteer, mentions) if len(mentions) > 1 else mentions


def told(gazetteer: Gazetteer, mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions that count: the strongest, and a full name that stands for itself.

    北京市朝阳区南京市分行 tells one place, 北京市朝阳区和南京市 tells two. A place that runs on into the
    name of a firm is where it was founded: it counts where there is no other.
    """
    top = max((mention.rank(gazetteer) for mention in mentions), default=0)
    found = [
        mention
        for mention in mentions
        if mention.rank(gazetteer) == top
        or (mention.rank(gazetteer) == 2 and _stands_alone(mention.token, text))
    ]
    places = [mention for mention in found if _FIRM.match(text, mention.end) is None]
    return places or found


def contradicting(mention: Mention, others: list[Mention]) -> Mention | None:
    """The province or city named right before a county that doesn't lie in it."""
    best = mention.readings[0]
    if best.row.level is not Level.COUNTY or best.is_supported:
        return None
    for other in others:
        is_above = other.readings[0].row.level is not Level.COUNTY
        if other is not mention and is_above and 0 <= mention.token.start - other.token.end <= 2:
            return other
    return None


def lineage(gazetteer: Gazetteer, row: Row) -> set[int]:
    """The row, its successors, and all that lies above any of them."""
    rows = [row, *(gazetteer.rows[index] for index, _, _ in row.heirs)]
    return {r.index for start in rows for r in (start, *gazetteer.ancestors(start))}


def _end(link: Link) -> int:
    return max(link.token.end, link.after[-1].end) if link.after else link.token.end


def _unique(links: list[Link]) -> list[Link]:
    if len({link.row.index for link in links}) == len(links):
        return links
    found: dict[tuple[int, ...], Link] = {}
    for link in links:
        if link.key not in found or link.weight > found[link.key].weight:
            found[link.key] = link
    return list(found.values())


def _by_weight(link: Link) -> tuple[float, int, int]:
    """Heaviest first, then leftmost, then longest: 井陉矿 is not 井陉."""
    return -link.weight, link.token.start, -link.token.end


def _apart(gazetteer: Gazetteer, mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        rows = [reading.row for reading in mention.readings]
        today = {index for row in rows for index in (row.index, *(heir[0] for heir in row.heirs))}
        if any(not today.isdisjoint(other.related) for other in kept):
            continue
        if any(_leans_on(mention.readings[0], other.readings[0]) for other in kept):
            continue
        for row in rows:
            mention.related |= lineage(gazetteer, row)
        kept.append(mention)
        if len(kept) == _MOST:
            break
    return kept


def _leans_on(link: Link, other: Link) -> bool:
    """Whether a clipped name has no parents but those said after another: 平阳坑镇，瑞安市，温州市."""
    return link.form is Form.CLIPPED and bool(link.after) and link.after == other.after


def _stands_alone(token: Token, text: str) -> bool:
    after, before = text[token.end : token.end + 1], text[token.start - 1 : token.start]
    return not after or after in _JOINING or (before in _JOINING and before != "")
