"""Shared by all tests: a data folder of their own, and catalogues compiled once."""

import os
import tempfile

from tracemark.ui.catalogues import compile_stale

os.environ.setdefault("TRACEMARK_HOME", tempfile.mkdtemp(prefix="tracemark-tests-"))
compile_stale()
