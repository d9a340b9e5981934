"""Shared by all tests: a data folder of their own."""

import os
import tempfile

os.environ.setdefault("TRACEMARK_HOME", tempfile.mkdtemp(prefix="tracemark-tests-"))
