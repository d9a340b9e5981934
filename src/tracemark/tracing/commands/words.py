"""The words below ``trace`` and what each takes."""

import argparse
from typing import Any

from tracemark.tracing.commands import cases, replies
from tracemark.tracing.rules.outcomes import HOLDER_CATEGORIES, Leak
from tracemark.tracing.rules.reply import Ground, ReplyKind
from tracemark.tracing.rules.request import GROUNDS
from tracemark.tracing.rules.terms import PURPOSES


def add_commands(subparsers: Any) -> None:
    """Add ``trace``."""
    parser = subparsers.add_parser("trace", help="trace a weapon through other States, and answer theirs")
    words = parser.add_subparsers(metavar="WORD", required=True)
    _add_asking(words)
    _add_dealing(words)
    _add_reading(words)
    _add_replying(words)


def _word(words: Any, name: str, handler: Any, text: str, *, case: bool = True) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = words.add_parser(name, help=text)
    if case:
        parser.add_argument("case", metavar="CASE", help="reference of the case")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)
    return parser


def _add_facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ground", choices=GROUNDS, help="why the weapon is illicit (ITI 6)")
    parser.add_argument("--legal-basis", help="the law it breaks")
    parser.add_argument("--place", help="where it was found")
    parser.add_argument("--circumstances", help="how it was found")
    parser.add_argument(
        "--use", choices=PURPOSES, dest="intended_use", help="what the answer is for (ITI 17 c)"
    )
    parser.add_argument("--urgent", metavar="REASON", help="the request is urgent, and why")


def _add_asking(words: Any) -> None:
    parser = _word(words, "open", cases.open_case, "open a case about a weapon", case=False)
    parser.add_argument("record_no", metavar="RECORD_NUMBER")
    _add_facts(parser)
    parser = _word(words, "state", cases.state, "state what a request must hold besides the marks")
    _add_facts(parser)
    parser.add_argument("--pass-on", nargs="*", metavar="NAME", help="what of the reply before goes along")
    parser = _word(words, "photograph", cases.photograph, "add a photograph of the marks")
    parser.add_argument("file", metavar="FILE")
    parser = _word(words, "draft", cases.draft, "draft the request and say what is missing from it")
    parser.add_argument("--to", metavar="XN", help="State to ask (default: the one the marks point to)")
    parser.add_argument("--reason", default="", help="why another State than the marks point to")
    parser = _word(words, "send", cases.send, "send the request")
    parser.add_argument("--on-paper", action="store_true", help="it goes as a printed form, not by message")
    parser = _word(words, "onward", cases.onward, "open a case to the next State about the same weapon")
    parser.add_argument("--to", metavar="XS", required=True)
    parser.add_argument("--reason", default="")
    parser = _word(words, "more", cases.more, "send the information that was asked for")
    parser.add_argument("--text", default="")
    parser = _word(words, "form", cases.form, "write the request as a printable form")
    parser.add_argument("out", metavar="OUT.pdf|OUT.docx")
    parser.add_argument(
        "--in", dest="form_language", default="en", metavar="LANGUAGE", help="ar zh-hans en fr ru es"
    )


def _add_dealing(words: Any) -> None:
    parser = _word(words, "diversion", cases.diversion, "set the point of diversion")
    parser.add_argument("--how", choices=[leak.value for leak in Leak], required=True)
    parser.add_argument("--state", required=True, metavar="XN")
    parser.add_argument("--reason", required=True, help="what it rests on")
    parser.add_argument("--on", metavar="YYYY-MM-DD", help="day of the diversion")
    parser.add_argument("--last-lawful-on", metavar="YYYY-MM-DD", help="day of the last lawful record")
    parser.add_argument("--place", default="")
    parser.add_argument("--last-holder", choices=HOLDER_CATEGORIES, default="")
    parser = _word(words, "close", cases.close, "close a case")
    parser.add_argument("--reason", required=True)
    parser = _word(words, "reopen", cases.reopen, "take a case up again")
    parser.add_argument("--reason", required=True)
    parser = _word(words, "outcome", cases.tell_outcome, "tell the other State what came of it")
    parser.add_argument("--text", default="")
    parser = _word(
        words, "ask-consent", replies.ask_consent, "ask whether information may go on to another State"
    )
    parser.add_argument("--to", metavar="XS", required=True)
    parser.add_argument("items", nargs="+", metavar="NAME")
    parser = _word(words, "consent", replies.consent, "consent, or not, to our information going on")
    parser.add_argument("consent_id", metavar="ID")
    parser.add_argument("--refuse", action="store_true")
    parser.add_argument("--text", default="")


def _add_reading(words: Any) -> None:
    parser = _word(words, "list", cases.list_all, "list the cases", case=False)
    parser.add_argument("--side", choices=["asking", "answering"], default="")
    parser.add_argument("--stage", default="")
    parser.add_argument("--open", action="store_true", dest="open_only")
    _word(words, "show", cases.show, "show everything about a case").add_argument(
        "--purpose",
        choices=PURPOSES,
        default="",
        help="what it will be used for (default: what was asked for)",
    )
    parser = _word(words, "overdue", cases.overdue, "what is late, on both sides", case=False)
    parser.add_argument("--act", action="store_true", help="remind, escalate and give up as the settings say")
    parser = _word(words, "figures", cases.figures, "a year's tracing in numbers", case=False)
    parser.add_argument("--year", type=int, required=True)
    parser = _word(words, "schemas", cases.schemas, "write the schemas of the messages", case=False)
    parser.add_argument("--write", metavar="FOLDER", required=True)


def _add_replying(words: Any) -> None:
    parser = _word(
        words, "look-up", replies.search, "search our records for the weapon another State asks about"
    )
    parser = _word(words, "ask-more", replies.ask_more, "ask the other State for what is missing")
    parser.add_argument("wanted", nargs="+", metavar="WHAT")
    parser.add_argument("--text", default="")
    parser = _word(words, "reply", replies.reply, "reply to a request, or key in a reply that came on paper")
    parser.add_argument("--kind", choices=[kind.value for kind in ReplyKind], default="full")
    parser.add_argument("--weapon", metavar="RECORD_NUMBER", default="", help="our weapon that answers it")
    parser.add_argument(
        "--is-the-weapon", metavar="REASON", default="", help="why an unsure hit is the weapon"
    )
    parser.add_argument("--ground", choices=[ground.value for ground in Ground], default="", help="ITI 22")
    parser.add_argument("--reason", default="", help="in words (ITI 23)")
    parser.add_argument("--expected-on", metavar="YYYY-MM-DD", help="when a delayed reply may be expected")
    parser.add_argument("--next-state", metavar="XS", default="")
    parser.add_argument("--text", default="")
    parser.add_argument("--onward", choices=["free", "consent", "never"], default="consent")
    parser.add_argument("--scan", metavar="FILE", help="scan of the reply that came on paper")
