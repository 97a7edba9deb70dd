"""The words of every notice, in both languages; the only place where they are written.

Every text says who writes, how to check it, and that nobody asks for codes (CM-04). None names what the
customer owns: a message on a lock screen must not tell that there is a safe at home. Values:
`{number}` is the case's number, `{…_at}` an instant, `{…_fen}` an amount, `{link}` the customer's own link.
A team's group reads the texts of its members that are marked for it.
"""

from __future__ import annotations

from yinuo.notice.facts import RecipientKind, TemplateUnknown

from .customer import CUSTOMER_NOTICES
from .staff import STAFF_NOTICES
from .text import FRAMES, SHORT_FRAMES, Text

__all__ = ["CUSTOMER_NOTICES", "FRAMES", "SHORT_FRAMES", "STAFF_NOTICES", "Text", "get_text"]


def get_text(kind: RecipientKind, template: str) -> Text:
    """The words of a notice for this kind of recipient. Raises TemplateUnknown."""
    texts = CUSTOMER_NOTICES if kind is RecipientKind.CUSTOMER else STAFF_NOTICES
    try:
        return texts[template]
    except KeyError:
        raise TemplateUnknown(f"{template} for {kind}") from None
