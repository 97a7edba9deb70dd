"""Who does something: the actor that every action and every line of the record names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The four kinds of actors."""

    CUSTOMER = "customer"
    TECHNICIAN = "technician"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor by kind and id; `str(actor)` is what the record keeps, an id and never a name."""

    kind: ActorKind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def customer(cls, id: object) -> Actor:
        """The customer with this id."""
        return cls(ActorKind.CUSTOMER, str(id))

    @classmethod
    def technician(cls, id: object) -> Actor:
        """The technician with this id (the technician's, not the staff login's)."""
        return cls(ActorKind.TECHNICIAN, str(id))

    @classmethod
    def staff(cls, id: object) -> Actor:
        """The member of staff with this id."""
        return cls(ActorKind.STAFF, str(id))

    @classmethod
    def system(cls, name: str) -> Actor:
        """A part of the software itself, such as `watch`, `worker`, `import`."""
        return cls(ActorKind.SYSTEM, name)
