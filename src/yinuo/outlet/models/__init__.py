"""Tables of the outlet room."""

from .company import Company, Revision, RulebookVersion
from .crew import Certificate, Shift, ShiftPattern, Technician
from .place import Credential, Outlet, ServiceArea
from .price import Model, TariffLine, WarrantyRule
from .shape import Border, DrawnArea
from .van import VanPart

__all__ = [
    "Border",
    "Certificate",
    "Company",
    "Credential",
    "DrawnArea",
    "Model",
    "Outlet",
    "Revision",
    "RulebookVersion",
    "ServiceArea",
    "Shift",
    "ShiftPattern",
    "TariffLine",
    "Technician",
    "VanPart",
    "WarrantyRule",
]
