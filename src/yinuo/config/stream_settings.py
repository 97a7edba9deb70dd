"""Settings of the stream process: the same installation, only the stream's address, no sessions."""

from .settings import *  # noqa: F403 - the same settings, two of them replaced

ROOT_URLCONF = "yinuo.config.stream_urls"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
