"""Who signs, and what counts as a signature."""

from __future__ import annotations

from collections.abc import Collection

from yinuo.case.facts import ProofKind
from yinuo.work.visit.facts import Signed, SignRole

WIDE, HIGH = 1000, 400
"""The paper of a signature, in points across and down."""
MOST_POINTS = 6000
FEWEST_POINTS = 8
"""A tap is no signature; the shortest name drawn with a finger has some twenty points."""
_WITNESSES = frozenset({ProofKind.WITNESS, ProofKind.GUARANTOR, ProofKind.POLICE})


def roles_to_sign(seen: Collection[ProofKind], *, is_opened: bool) -> tuple[SignRole, ...]:
    """The customer; after an opening the technician too, and whoever stood by as a witness (ID-07)."""
    if not is_opened:
        return (SignRole.ASKER,)
    if _WITNESSES & set(seen):
        return (SignRole.ASKER, SignRole.TECHNICIAN, SignRole.WITNESS)
    return (SignRole.ASKER, SignRole.TECHNICIAN)


def is_signature(signed: Signed) -> bool:
    """Whether this is either a signature or a reason, and not both or nothing."""
    if signed.reason is not None:
        return not signed.strokes
    points = [point for line in signed.strokes for point in line]
    on_paper = all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in points)
    return FEWEST_POINTS <= len(points) <= MOST_POINTS and on_paper
