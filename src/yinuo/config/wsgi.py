"""Entry point of the pages and the API for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from yinuo.config.warm import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.config.settings")
application = get_wsgi_application()
warm_up()
