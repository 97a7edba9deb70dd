"""`python -m tests.faults NAME …`: runs one of this folder's programs as a process of an installation."""

import sys
from importlib import import_module

from yinuo.cli.django_setup import set_up

set_up()
import_module(f"tests.faults.{sys.argv[1]}").main(*sys.argv[2:])
