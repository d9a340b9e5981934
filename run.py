#!/usr/bin/env python3
"""Sets up Tracemark beside this file and runs it.

`python3 run.py` opens the demo, `python3 run.py test` passes the tests (`test --all`: the slow ones too),
`python3 run.py WORD ...` is `tracemark WORD ...`.

Needs Python 3.11 or later and nothing else. The second start needs no network.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fail(text: str) -> None:
    print(text, file=sys.stderr)
    raise SystemExit(1)


def set_up(lock: Path) -> None:
    """Make the environment from the lock's hashes, unless it was made from this very lock before."""
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"{lock.stem}.stamp"
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    print(f"Setting up from {lock.name} (once; needs the network) …", flush=True)
    uv = shutil.which("uv")
    if uv:
        if not PYTHON.exists():
            subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)], check=True)
        install = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        if not PYTHON.exists() and subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            fail("Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv")
        install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*install, "--require-hashes", "-r", str(lock)]).returncode:
        fail("The packages could not be installed. Is the package registry in reach? Run it again.")
    stamp.write_text(wanted, encoding="ascii")


def main() -> int:
    if sys.version_info < (3, 11):
        fail(f"Tracemark needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable}).")
    words = sys.argv[1:] or ["demo"]
    testing = words[0] == "test"
    set_up(HERE / ("requirements-test.lock" if testing else "requirements.lock"))
    if testing:
        # The slow tests are left out unless asked for: an empty expression takes every test.
        chosen = [part for word in words[1:] for part in (("-m", "") if word == "--all" else (word,))]
        command = ["-m", "pytest", "-n", "auto", "--dist", "loadgroup", *chosen]
    else:
        os.environ.setdefault("TRACEMARK_HOME", str(HERE / "farland"))
        command = ["-m", "tracemark.config.cli", *words]
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(HERE / "src"), os.environ.get("PYTHONPATH")])
    )
    try:
        return subprocess.run([str(PYTHON), *command], cwd=HERE if testing else None).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
