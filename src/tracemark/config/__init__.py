"""Settings, addresses and the command line of a node. Whoever imports this room means these settings."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracemark.config.settings")
