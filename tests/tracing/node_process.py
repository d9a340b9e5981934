"""One node as a process of its own: serves its pages, and runs the commands that come as JSON lines on standard input.

The same commands as on a shell, without starting a program for each.
"""

import contextlib
import io
import json
import sys
import threading

import django

from tracemark.config.cli import build_parser, explain, run
from tracemark.config.serving import serve


def obey(words: list[str]) -> dict[str, object]:
    """Run one command; its exit code and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            arguments = build_parser().parse_args(words)
            code = run(arguments.handler, arguments)
        except (OSError, ValueError) as error:
            err.write(explain(error))
            code = 3
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def main(port: int) -> None:
    """Serve on ``port`` of this machine and obey until standard input ends."""
    threading.Thread(target=serve, args=("127.0.0.1", port), kwargs={"open_page": False}, daemon=True).start()
    told = sys.stdout
    told.write("ready\n")
    told.flush()
    for line in sys.stdin:
        told.write(json.dumps(obey(json.loads(line))) + "\n")
        told.flush()


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
