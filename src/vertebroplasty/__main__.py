"""Run the command line: ``python -m vertebroplasty``."""

import sys

from vertebroplasty.cli import main

sys.exit(main())
