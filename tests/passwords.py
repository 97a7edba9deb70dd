"""The hash of the tests' passwords: the product's own, in one round instead of a million."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class OneRound(PBKDF2PasswordHasher):
    """What it makes is read by the product's hasher too: the number of rounds stands in the hash."""

    iterations = 1
