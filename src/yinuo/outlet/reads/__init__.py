"""What others may ask the outlet room; answers are facts, never table rows."""

from .company import (
    find_company,
    get_company,
    get_rulebook,
    get_rulebook_by_id,
)
from .coverage import find_coverage, get_borders, locate
from .crew import (
    find_technician_by_badge,
    find_technician_of_staff,
    get_technician,
    is_on_shift,
    list_crew,
    list_on_duty,
    list_technicians,
    list_technicians_by_badge,
    map_outlets_of_staff,
    name_technicians,
)
from .kept import one_revision
from .place import (
    covers,
    get_outlet,
    home_region,
    list_outlet_ids,
    list_outlets,
    list_region_codes,
    running_scope,
)
from .price import find_model, list_models, list_tariff, tariff_for, warranty_of
from .sheets import list_sheet
from .van import list_carried_codes, list_van

__all__ = [
    "covers",
    "find_company",
    "find_coverage",
    "find_model",
    "find_technician_by_badge",
    "find_technician_of_staff",
    "get_borders",
    "get_company",
    "get_outlet",
    "get_rulebook",
    "get_rulebook_by_id",
    "get_technician",
    "home_region",
    "is_on_shift",
    "list_carried_codes",
    "list_crew",
    "list_models",
    "list_on_duty",
    "list_outlet_ids",
    "list_outlets",
    "list_region_codes",
    "list_sheet",
    "list_tariff",
    "list_technicians",
    "list_technicians_by_badge",
    "list_van",
    "locate",
    "map_outlets_of_staff",
    "name_technicians",
    "one_revision",
    "running_scope",
    "tariff_for",
    "warranty_of",
]
