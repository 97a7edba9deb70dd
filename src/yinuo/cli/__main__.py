"""`python -m yinuo.cli`: the same as `yinuo`."""

import sys

from yinuo.cli import main

sys.exit(main())
