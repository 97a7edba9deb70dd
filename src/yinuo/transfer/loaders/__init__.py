"""How the lines of each kind of table become what they stand for: looked at first, written after."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yinuo.transfer.columns import SHEET_OF
from yinuo.transfer.facts import FileKind

from .cases import Cases
from .company import CompanySheet
from .customers import Customers
from .loader import Loader, Setting
from .products import Products
from .staff import StaffList

LOADERS: Mapping[FileKind, Callable[[Setting], Loader]] = {
    FileKind.CUSTOMERS: Customers,
    FileKind.PRODUCTS: Products,
    FileKind.STAFF: StaffList,
    FileKind.CASES: Cases,
    **dict.fromkeys(SHEET_OF, CompanySheet),
}
"""What works through the lines of each kind; a new one for each look at a file."""

__all__ = ["LOADERS", "Loader", "Setting"]
