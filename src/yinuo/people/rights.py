"""Who of the staff may do what, by role; and how long a case stays open to its technician."""

from __future__ import annotations

from .facts import Access, StaffRole, Verb

CASE_OPEN_MINUTES = 24 * 60
"""How long after its end a technician still sees a case (PD-06)."""

_EVERYWHERE: dict[StaffRole, frozenset[Verb]] = {
    StaffRole.TECHNICIAN: frozenset(),
    StaffRole.DESK: frozenset(
        {
            *(Verb.SEE_CASE, Verb.SEE_CONTACT, Verb.OPEN_CASE, Verb.RECORD_PROOF),
            *(Verb.SEE_BOARD, Verb.SPEAK_FOR),
        }
    ),
    StaffRole.DISPATCHER: frozenset(
        {Verb.SEE_CASE, Verb.OPEN_CASE, Verb.SEE_BOARD, Verb.OVERRIDE_DISPATCH}
    ),
    StaffRole.MANAGER: frozenset(
        {
            *(
                Verb.SEE_CASE,
                Verb.SEE_CONTACT,
                Verb.SEE_SITE,
                Verb.SEE_BOARD,
                Verb.OVERRIDE_DISPATCH,
                Verb.SEE_FIGURES,
                Verb.IMPORT_OUTLETS,
            ),
            *(
                Verb.PUBLISH_RULEBOOK,
                Verb.ADD_STAFF,
                Verb.SEE_LOOKS,
                Verb.DECIDE,
                Verb.ERASE,
                Verb.GUARD,
            ),
        }
    ),
}
_OWN: dict[StaffRole, frozenset[Verb]] = {
    StaffRole.TECHNICIAN: frozenset({Verb.SEE_CASE, Verb.WORK_VISIT, Verb.RECORD_PROOF}),
}


def may(role: StaffRole, verb: Verb, access: Access = Access()) -> bool:  # noqa: B008 - frozen, no state
    """Whether somebody of this role may do this (PD-06).

    A technician sees the cases he is sent to, never the customer's number, and only until 24
    hours after the visit's end. A dispatcher moves people without seeing how to reach a customer. What a
    home looks like inside, and a suspicion that stopped a visit (ID-18), are for managers.
    """
    if verb in _EVERYWHERE[role]:
        return True
    if not access.is_own or verb not in _OWN.get(role, frozenset()):
        return False
    if access.over_for_minutes is None:
        return True
    return verb is Verb.SEE_CASE and access.over_for_minutes < CASE_OPEN_MINUTES
