"""The Django app of the pages: it has templates and static files, and no tables."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Screens for the public, customers, technicians and the company."""

    name = "yinuo.pages"
    label = "pages"
