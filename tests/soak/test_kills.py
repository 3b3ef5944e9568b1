"""kill -9 at random moments of an import, in every phase of it: the old generation or the new one.

Authority: the content hashes of two whole imports; nothing else may ever be served.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.visitor import texts, visiting
from tests.browser.server import serving
from tests.importing.clinic.mappings import ENGLISH
from tests.importing.clinic.sheets import english_csv
from tests.importing.clinic.truth import cases
from tests.soak.sizes import size
from vertebroplasty.importing.generations import current_generation
from vertebroplasty.importing.mapping.text import to_yaml

PHASES = ("copying", "reading", "mapping", "checking", "storing", "counting", "comparing", "publishing")
EACH = size(1, 13)
