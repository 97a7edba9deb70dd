"""The writers of the outlet room: publish a rulebook, import a file, give and take logins, write the rota,
count what is in a van."""

from .forgetting import forget_technician
from .importing import import_rows, import_table
from .logins import add_login, check_scope, give_login, place_staff, retire_technician
from .publishing import publish_rulebook
from .rota import extend_shifts
from .shapes import import_borders, import_drawn_areas
from .van import count_van_part, take_from_van

__all__ = [
    "add_login",
    "check_scope",
    "count_van_part",
    "extend_shifts",
    "forget_technician",
    "give_login",
    "import_borders",
    "import_drawn_areas",
    "import_rows",
    "import_table",
    "place_staff",
    "publish_rulebook",
    "retire_technician",
    "take_from_van",
]
