"""Django settings; a company sets what differs through environment variables named YINUO_… ."""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from yinuo.base.local_time import ZONE as LOCAL_TIME
from yinuo.config.browser_rules import YEAR_SECONDS, content_policy
from yinuo.store.connection import database_settings, find_home
from yinuo.store.key_files import read_or_make_hex

HERE = Path(__file__).resolve().parent.parent

YINUO_HOME = find_home()
YINUO_MOVED_CLOCK = os.environ.get("YINUO_MOVED_CLOCK") == "1"  # tests and the demo only
YINUO_STREAM_URL = os.environ.get("YINUO_STREAM_URL", "")  # where browsers reach the live stream
YINUO_TILES_URL = os.environ.get("YINUO_TILES_URL", "")  # of the board's map; none: a plain ground
YINUO_TILES_DATUM = os.environ.get("YINUO_TILES_DATUM", "wgs84")
if YINUO_TILES_DATUM not in ("wgs84", "gcj02"):  # taken for another one, doors are 500 m off
    raise ImproperlyConfigured(f"YINUO_TILES_DATUM is {YINUO_TILES_DATUM!r}: wgs84 or gcj02")
YINUO_NAVIGATE_URL = os.environ.get(  # how a technician's phone opens its map
    "YINUO_NAVIGATE_URL", "geo:{lat},{lng}?q={lat},{lng}"
)
YINUO_NAVIGATE_DATUM = os.environ.get("YINUO_NAVIGATE_DATUM", "wgs84")
if YINUO_NAVIGATE_DATUM not in ("wgs84", "gcj02"):
    raise ImproperlyConfigured(f"YINUO_NAVIGATE_DATUM is {YINUO_NAVIGATE_DATUM!r}: wgs84 or gcj02")
try:
    YINUO_NAVIGATE_URL.format(lat=0.0, lng=0.0)
except (KeyError, IndexError, ValueError) as error:
    raise ImproperlyConfigured(
        f"YINUO_NAVIGATE_URL takes {{lat}} and {{lng}} only: {error!r}"
    ) from None
YINUO_TILES_CREDIT = os.environ.get("YINUO_TILES_CREDIT", "")  # whom the map has to name
YINUO_PUBLIC_URL = os.environ.get("YINUO_PUBLIC_URL", "http://127.0.0.1:8000")
YINUO_LOG_NAME = os.environ.get("YINUO_LOG_NAME", "yinuo.local")
YINUO_NOTICE_CHANNEL = os.environ.get("YINUO_NOTICE_CHANNEL", "smtp")  # folder: the demo
if YINUO_NOTICE_CHANNEL not in ("smtp", "folder"):  # said at the start, not by a watch that ends
    raise ImproperlyConfigured(f"YINUO_NOTICE_CHANNEL is {YINUO_NOTICE_CHANNEL!r}: smtp or folder")
YINUO_SECOND_FACTOR = os.environ.get("YINUO_SECOND_FACTOR", "required")  # offered: the demo
if YINUO_SECOND_FACTOR not in ("required", "offered"):
    raise ImproperlyConfigured(
        f"YINUO_SECOND_FACTOR is {YINUO_SECOND_FACTOR!r}: required or offered"
    )
YINUO_PRIVATE_HOSTS = os.environ.get("YINUO_PRIVATE_HOSTS") == "1"  # tests: peers on this machine
YINUO_SMS = os.environ.get("YINUO_SMS", "")  # smpp or http; without one an SMS waits in the outbox
if YINUO_SMS not in ("", "smpp", "http"):
    raise ImproperlyConfigured(f"YINUO_SMS is {YINUO_SMS!r}: smpp, http or nothing")
YINUO_SMPP_HOST = os.environ.get("YINUO_SMPP_HOST", "")
YINUO_SMPP_PORT = int(os.environ.get("YINUO_SMPP_PORT", "2775"))
YINUO_SMPP_USER = os.environ.get("YINUO_SMPP_USER", "")
YINUO_SMPP_PASSWORD = os.environ.get("YINUO_SMPP_PASSWORD", "")
YINUO_SMPP_SOURCE = os.environ.get("YINUO_SMPP_SOURCE", "")  # our number, as the gateway gave it
YINUO_SMPP_SOURCE_TON = int(os.environ.get("YINUO_SMPP_SOURCE_TON", "0"))
YINUO_SMPP_HEX_IDS = os.environ.get("YINUO_SMPP_HEX_IDS") == "1"  # answers in hex, receipts not
YINUO_SMS_HTTP_URL = os.environ.get("YINUO_SMS_HTTP_URL", "")
YINUO_SMS_HTTP_KEY_ID = os.environ.get("YINUO_SMS_HTTP_KEY_ID", "")
YINUO_SMS_HTTP_SECRET = os.environ.get("YINUO_SMS_HTTP_SECRET", "")
YINUO_SMS_TEMPLATES = os.environ.get("YINUO_SMS_TEMPLATES", "")  # a file: numbers of our texts
YINUO_SMS_HOOK_SECRET = os.environ.get("YINUO_SMS_HOOK_SECRET", "")  # signs the service's receipts
YINUO_CALL_KEY = os.environ.get(
    "YINUO_CALL_KEY", ""
)  # shared with the phone system that hands calls over; empty: none may
# The operator's word that every call to customers goes out through a phone system that is connected here.
YINUO_CALLS_COMPLETE = os.environ.get("YINUO_CALLS_COMPLETE") == "1"
YINUO_COMPANY = os.environ.get(
    "YINUO_COMPANY", ""
)  # code of the company; empty: the only one there is

DEBUG = False
try:
    _proxies = os.environ.get("YINUO_TRUSTED_PROXIES", "127.0.0.0/8,::1/128").split(",")
    YINUO_TRUSTED_PROXIES = [ip_network(net.strip()) for net in _proxies if net.strip()]
except ValueError as error:
    raise ImproperlyConfigured(f"YINUO_TRUSTED_PROXIES: {error}") from None
ALLOWED_HOSTS = os.environ.get("YINUO_HOSTS", "127.0.0.1,localhost").split(",")
SECRET_KEY = read_or_make_hex(Path(YINUO_HOME) / "keys", "session.key")

_ROOMS = [
    "store",
    "record",
    "people",
    "outlet",
    "notice",
    "case",
    "work.visit",
    "work.dispatch",
    "promise",
    "genuine",
    "intake",
    "transfer",
    "pages",
    "config",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    *(f"yinuo.{room}" for room in _ROOMS if (HERE / room.replace(".", "/") / "apps.py").exists()),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "yinuo.config.browser_rules.BrowserRules",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yinuo.config.hook_limits.HookLimits",
    "yinuo.config.plain_address.PlainAddress",
]
ROOT_URLCONF = "yinuo.config.urls"
WSGI_APPLICATION = "yinuo.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "yinuo.pages.frame.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "yinuo.pages.frame.tags",
            ],
        },
    }
]

DATABASES = database_settings()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "people.Staff"
LOGIN_URL = "login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = YINUO_PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [YINUO_PUBLIC_URL]
SECURE_REFERRER_POLICY = "same-origin"  # a capability link must not travel in a Referer
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = YEAR_SECONDS if YINUO_PUBLIC_URL.startswith("https://") else 0
CONTENT_SECURITY_POLICY = content_policy(stream_url=YINUO_STREAM_URL, tile_url=YINUO_TILES_URL)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = str(LOCAL_TIME)

STATIC_URL = "/static/"
STATIC_ROOT = Path(YINUO_HOME) / "static"
FORM_RENDERER = "yinuo.pages.frame.form_renderer.QuickForms"
FILE_UPLOAD_HANDLERS = ["yinuo.pages.frame.upload.BoundedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

EMAIL_HOST = os.environ.get("YINUO_SMTP_HOST", "")  # without one notices wait in the outbox
EMAIL_PORT = int(os.environ.get("YINUO_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("YINUO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("YINUO_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("YINUO_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 10  # seconds an exchange; notice.rules.LEASE holds a dozen of them
DEFAULT_FROM_EMAIL = os.environ.get("YINUO_MAIL_FROM", "service@yinuo.local")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("YINUO_LOG_LEVEL", "WARNING")},
    # These write down the addresses that they send to, and a chat robot's address is its password.
    "loggers": {name: {"level": "CRITICAL"} for name in ("apprise", "requests", "urllib3")},
}
