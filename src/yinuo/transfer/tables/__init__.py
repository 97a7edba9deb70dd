"""What goes out: every list of the company as a table, read some hundred rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .cases import cases, figure_cases
from .company import company_sheet
from .customers import customers
from .figures import figures
from .money import quotes, remedies
from .products import products
from .promises import promises
from .staff import staff
from .table import Ask, FigureLine, ListKind, Table
from .watched import calls, fakes, looks

_TABLES: Mapping[ListKind, Callable[[Ask], Table]] = {
    ListKind.CASES: cases,
    ListKind.PROMISES: promises,
    ListKind.FIGURES: figures,
    ListKind.FIGURE: figure_cases,
    ListKind.QUOTES: quotes,
    ListKind.REMEDIES: remedies,
    ListKind.CALLS: calls,
    ListKind.LOOKS: looks,
    ListKind.FAKES: fakes,
    ListKind.CUSTOMERS: customers,
    ListKind.PRODUCTS: products,
    ListKind.STAFF: staff,
}


def open_table(ask: Ask) -> Table:
    """The list that is asked for, in the language and within the scope of who asks."""
    return _TABLES.get(ask.kind, company_sheet)(ask)


__all__ = ["Ask", "FigureLine", "ListKind", "Table", "open_table"]
