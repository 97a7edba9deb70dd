"""How the rows of each kind of file become rows of tables: compared first, written after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.sheets import Refused, Row

from .crew import compare_certificates, compare_technicians
from .known import Scope
from .place import compare_areas, compare_companies, compare_credentials, compare_outlets
from .price import compare_models, compare_tariff, compare_warranty
from .shifts import compare_shifts
from .units import compare_units
from .vans import compare_vans


class Comparison(Protocol):
    """What a file would change; nothing is written before `write`."""

    @property
    def outcomes(self) -> dict[int, RowOutcome]:
        """What becomes of each line that can be taken."""

    @property
    def refused(self) -> dict[int, Refused]:
        """Why the others can't."""

    def write(self) -> None:
        """Write the difference."""


COMPARE: Mapping[str, Callable[[Scope, Sequence[Row]], Comparison]] = {
    "models": compare_models,
    "warranty": compare_warranty,
    "outlets": compare_outlets,
    "credentials": compare_credentials,
    "areas": compare_areas,
    "technicians": compare_technicians,
    "certificates": compare_certificates,
    "shifts": compare_shifts,
    "tariff": compare_tariff,
    "units": compare_units,
    "vans": compare_vans,
}
"""The comparison of each sheet that belongs to a company, by the sheet's name."""

__all__ = ["COMPARE", "Comparison", "Scope", "compare_companies"]
