"""Run the command line: ``python -m vertebroplasty``."""

import signal
import sys

from vertebroplasty.cli import main

# Whoever is told to end by SIGTERM puts in order what one who presses Ctrl-C does.
signal.signal(signal.SIGTERM, signal.default_int_handler)
sys.exit(main())
