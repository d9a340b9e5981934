"""Work on translations: ``python -m tracemark.ui.catalogues missing | merge FILE.json… | prune ROOM | compile``."""

import argparse
import json
import os
import sys
from pathlib import Path

import django

from tracemark.ui.catalogues import checks, compile_stale, merging, used


def main() -> int:
    """Run one word; 1 when something is missing."""
    arguments = _parser().parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracemark.config.settings")
    django.setup()
    code: int = arguments.handler(arguments)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tracemark.ui.catalogues", description=__doc__)
    words = parser.add_subparsers(metavar="WORD", required=True)
    word = words.add_parser("compile", help="write the .mo files that are missing or stale")
    word.set_defaults(handler=_compile)
    word = words.add_parser("missing", help="texts without a translation, by room, as JSON to fill in")
    word.add_argument("--room", default="", help="of this room only")
    word.set_defaults(handler=_missing)
    word = words.add_parser("merge", help="bring files of translations into the rooms' catalogues")
    word.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
    word.add_argument("--room", default="", help="into this room's catalogues (default: who uses the text)")
    word.set_defaults(handler=_merge)
    word = words.add_parser("prune", help="take out of a room what no room asks for any more")
    word.add_argument("room")
    word.set_defaults(handler=_prune)
    return parser


def _compile(arguments: argparse.Namespace) -> int:
    return _say(*map(str, compile_stale()))


def _missing(arguments: argparse.Namespace) -> int:
    lacking = checks.missing(used.used_texts(), checks.read_entries())
    wanted = {
        room: {text.id: dict.fromkeys(lacking[text], [] if text.plural else "") for text in texts}
        for room, texts in checks.by_room(lacking).items()
        if arguments.room in ("", room)
    }
    _say(json.dumps(wanted, ensure_ascii=False, indent=1))
    return 1 if wanted else 0


def _merge(arguments: argparse.Namespace) -> int:
    texts = used.used_texts()
    for path in arguments.files:
        translations = json.loads(path.read_text(encoding="utf-8"))
        merged = merging.merge(translations, texts, room=arguments.room)
        _say(f"{path}: " + ", ".join(f"{room} {count}" for room, count in merged.items()))
    return 0


def _prune(arguments: argparse.Namespace) -> int:
    merging.prune(used.used_texts(), room=arguments.room)
    return 0


def _say(*lines: str) -> int:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
