"""The product's settings with one more address, beside which every page is measured."""

from yinuo.config.settings import *  # noqa: F403 - these are the product's, all of them

ROOT_URLCONF = "bench.page_urls"
ALLOWED_HOSTS = ["testserver"]
