"""The product's settings with `door` as the only address."""

from yinuo.config.settings import *  # noqa: F403 - these are the product's, all of them

ROOT_URLCONF = "bench.door"
