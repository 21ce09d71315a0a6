"""``python -m trialgraph`` is the command ``trialgraph``."""

import sys

from trialgraph.cli import main

if __name__ == "__main__":
    sys.exit(main())
