"""What technicians carry in their vans."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.outlet.facts import TariffGroup, VanPartFacts
from yinuo.outlet.models import VanPart

from .crew import get_technician
from .price import list_tariff

_CARRIED = (TariffGroup.PART, TariffGroup.MATERIAL)


def list_van(technician_id: UUID) -> tuple[VanPartFacts, ...]:
    """What is on the list of a technician's van, by code; a part of which none is left has a zero."""
    rows = VanPart.objects.filter(technician_id=technician_id).order_by("code")
    return tuple(row.to_facts() for row in rows)


def list_carried_codes(technician_id: UUID, at: datetime) -> frozenset[str]:
    """The codes of what can be carried: the parts and materials on the price list of his outlet."""
    technician = get_technician(technician_id)
    lines = list_tariff(technician.company_id, technician.outlet_id, at)
    return frozenset(line.code for line in lines if line.group in _CARRIED)
