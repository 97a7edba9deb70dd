"""Reads who must prove what, and refuses rules that would open a safe for a stranger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .facts import Ownership, ProofRule
from .rules import proofs_at
from .section import Section
from .words import Level, OwnerKind, ProofKind

_CLAIMS = {ProofKind.OWNERSHIP, ProofKind.ORGANISATION, ProofKind.INHERITANCE}


def read_ownership(section: Section) -> Ownership:
    """The owners that raise a level; an owner who is not known must be among them."""
    ownership = Ownership(
        from_level=section.choice("from_level", Level),
        raises={
            owner: Level(level)
            for owner, level in section.mapping_of("raises", OwnerKind, Level).items()
        },
    )
    section.done()
    if ownership.from_level > Level.L2:
        section.fault("from_level", "最高为 L2", "must be L2 or lower")
    missing = [o.value for o in OwnerKind if o is not OwnerKind.SELF and o not in ownership.raises]
    if missing:
        names = ", ".join(missing)
        section.fault("raises", f"缺少：{names}（ID-20）", f"missing: {names} (ID-20)")
    return ownership


def read_proofs(section: Section, key: str) -> tuple[ProofRule, ...]:
    """The proofs by level and owner; from L2 on identity and ownership are asked for (ID-03, ID-04)."""
    proofs = tuple(_read_proof(inner) for inner in section.sections(key))
    for owner in OwnerKind:
        for level in (Level.L2, Level.L3):
            _check_floor(section, key, proofs, level, owner)
    return proofs


def _read_proof(section: Section) -> ProofRule:
    from_level = section.choice("from", Level)
    to_level = section.choice("to", Level) if section.has("to") else Level.L3
    rule = ProofRule(
        from_level, to_level, _read_owners(section), section.choices("any_of", ProofKind)
    )
    section.done()
    if to_level < from_level:
        section.fault("to", "不能低于 from", "must not be lower than from")
    return rule


def _read_owners(section: Section) -> frozenset[OwnerKind]:
    if section.has("only_for") and section.has("except_for"):
        section.fault("except_for", "不能和 only_for 同时写", "not together with only_for")
    if section.has("only_for"):
        return frozenset(section.choices("only_for", OwnerKind))
    if section.has("except_for"):
        return frozenset(OwnerKind) - set(section.choices("except_for", OwnerKind))
    return frozenset(OwnerKind)


def _check_floor(
    section: Section, key: str, proofs: Sequence[ProofRule], level: Level, owner: OwnerKind
) -> None:
    needed = proofs_at(proofs, level, owner)
    whom = f"{level} {owner}"
    if not any(ProofKind.IDENTITY in item for item in needed):
        zh, en = f"{whom} 没有要求身份证明（ID-03）", f"{whom} asks for no identity (ID-03)"
        section.fault(key, zh, en)
    if not _has_claim(needed):
        zh, en = f"{whom} 没有要求权属证明（ID-04）", f"{whom} asks for no ownership (ID-04)"
        section.fault(key, zh, en)
    if owner is OwnerKind.HEIR and (ProofKind.INHERITANCE,) not in needed:
        zh, en = f"{whom} 没有要求继承证明（ID-17）", f"{whom} asks for no inheritance (ID-17)"
        section.fault(key, zh, en)


def _has_claim(needed: Iterable[tuple[ProofKind, ...]]) -> bool:
    """Whether some item can only be met by showing whose safe it is: nobody stands in for that."""
    return any(item and set(item) <= _CLAIMS for item in needed)
