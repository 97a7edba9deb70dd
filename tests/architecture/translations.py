"""For `./do check`: says what the English catalogue lacks, and exits 1 if that is anything."""

import sys

from yinuo.config.translations import main

if __name__ == "__main__":
    sys.exit(main(["check"]))
