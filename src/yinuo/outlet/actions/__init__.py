"""The writers of the outlet room: publish a rulebook, import a file, give and take logins, write the rota."""

from .forgetting import forget_technician
from .importing import import_rows
from .logins import add_login, give_login, place_staff, retire_technician
from .publishing import publish_rulebook
from .rota import extend_shifts

__all__ = [
    "add_login",
    "extend_shifts",
    "forget_technician",
    "give_login",
    "import_rows",
    "place_staff",
    "publish_rulebook",
    "retire_technician",
]
