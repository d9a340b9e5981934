"""Where a node keeps its data: one folder, named by TRACEMARK_HOME."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

# Sixty-four megabytes of pages are kept, and changed ones go into the file only when 32 MB of them wait: a list of a
# million touches the pages of a few indexes again and again.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON;"
    "PRAGMA cache_size=-65536;PRAGMA wal_autocheckpoint=8192;"
)


def home_folder() -> Path:
    """The data folder: TRACEMARK_HOME, or ``home`` below the current folder."""
    return Path(os.environ.get("TRACEMARK_HOME", "home")).resolve()


def secret_key(home: Path) -> str:
    """The secret that signs sessions: TRACEMARK_SECRET_KEY, or a file made on first use (mode 0600)."""
    return os.environ.get("TRACEMARK_SECRET_KEY") or _secret_file(home / "secret.key")


def factor_key(home: Path) -> str:
    """The secret that encrypts second factors: TRACEMARK_FACTOR_KEY, or a file made on first use (mode 0600).

    Not ``secret_key``: that one may be changed at any time, which only ends the sessions.
    """
    return os.environ.get("TRACEMARK_FACTOR_KEY") or _secret_file(home / "factors.key")


def database_settings(home: Path) -> dict[str, Any]:
    """Django's DATABASES entry: TRACEMARK_DATABASE_URL (postgresql://…), else SQLite in ``home``."""
    url = os.environ.get("TRACEMARK_DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "tracemark.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"TRACEMARK_DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
    }


def _secret_file(path: Path) -> str:
    """The secret in ``path``, made when missing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    text = path.read_text(encoding="ascii")
    if not text:
        raise ValueError(f"{path} is empty: remove it if the node is new, else restore it from a backup")
    return text
