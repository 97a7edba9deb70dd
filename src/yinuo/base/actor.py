"""Who does something: the actor that every action and every line of the record names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """The four kinds of actors."""

    CUSTOMER = "customer"
    TECHNICIAN = "technician"
    STAFF = "staff"
    SYSTEM = "system"


THROUGH = "+"
"""What stands in the record between a customer and who of the staff acts for him."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor by kind and id; `str(actor)` is what the record keeps, an id and never a name.

    `through` is set where a customer speaks by phone and somebody of the staff does what he says: the record
    then names both, `customer:<id>+<staff id>`, and such a line is no proof of the customer's own act.
    """

    kind: ActorKind
    id: str
    through: str = ""

    def __str__(self) -> str:
        own = f"{self.kind}:{self.id}"
        return f"{own}{THROUGH}{self.through}" if self.through else own

    def is_customer(self, id: object) -> bool:
        """Whether this is the customer with this id, by his own act or through the staff."""
        return self.kind is ActorKind.CUSTOMER and self.id == str(id)

    @classmethod
    def customer(cls, id: object) -> Actor:
        """The customer with this id."""
        return cls(ActorKind.CUSTOMER, str(id))

    @classmethod
    def by_phone(cls, customer_id: UUID, staff_id: UUID) -> Actor:
        """The customer with this id, who tells somebody of the staff by phone what he wants."""
        return cls(ActorKind.CUSTOMER, str(customer_id), staff_id.hex)

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
