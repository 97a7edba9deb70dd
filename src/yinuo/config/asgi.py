"""Entry point of the live stream for an ASGI server: a process of its own, with one address."""

import os

from django.core.asgi import get_asgi_application

# Set, not defaulted: the process that starts this one has the pages' settings in its environment.
os.environ["DJANGO_SETTINGS_MODULE"] = "yinuo.config.stream_settings"
application = get_asgi_application()
