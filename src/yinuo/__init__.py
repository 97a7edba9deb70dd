"""Yinuo: from a named place to a kept promise, with a receipt that anyone can check."""

__version__ = "0.1.0"
