"""The walk-through of docs/walkthroughs/report.md, walked in a browser: from an empty node to a signed section 6.

    python benchmarks/walk_through_report.py [--lists DIR] [--shots DIR]

Without --lists the invented lists of Farland are used. For each part it prints how long the machine took, how many
pages were looked at, clicks and keys, and what these cost a person by the keystroke-level model (Card, Moran and
Newell 1980: 0.28 s a key, 1.1 s to point, 1.35 s to think before each act), with 20 s of reading a page added by us.
"""

import argparse
import base64
import hashlib
import hmac
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ONCE = "once:"
"""How parts begin that make a node and its people, whatever is reported later."""
KEY_S, POINT_S, THINK_S, READ_S = 0.28, 1.1, 1.35, 20.0
MAIN = "import sys; from tracemark.config.cli import main; sys.exit(main())"
KINDS = ("inventory", "register", "loss", "perte", "destruction", "permits", "receipts", "seizures")
OF_NAME = {"loss": "losses", "perte": "losses", "permits": "imports"}
NUMBER = "XF-poa-iti-2024-2025"
PASSWORD = "seven spreadsheets and a node"
FIRST_YEAR = {"seized": "31", "found": "12", "surrendered": "9", "total": "52"}
"""What the police keep on paper of 2024: invented."""


@dataclass
class Effort:
    """What one part of the walk cost."""

    name: str
    machine_s: float = 0.0
    pages: int = 0
    clicks: int = 0
    keys: int = 0

    @property
    def person_s(self) -> float:
        """Seconds of a person, the machine's own time aside."""
        acts = self.clicks + (1 if self.keys else 0)
        return self.keys * KEY_S + self.clicks * POINT_S + acts * THINK_S + self.pages * READ_S


@dataclass
class Walk:
    """The parts of the walk, and where pictures go."""

    shots: Path | None
    efforts: list[Effort] = field(default_factory=list)
    pictures: int = 0

    def part(self, name: str) -> Effort:
        """Begin a part."""
        self.efforts.append(Effort(name))
        return self.efforts[-1]

    def picture(self, page: Page, name: str) -> None:
        """A picture of the page, when pictures were asked for."""
        if self.shots is not None:
            self.pictures += 1
            page.screenshot(path=self.shots / f"{self.pictures:02}-{name}.png", full_page=True)


class Hands:
    """Clicks, types and reads in a page, and counts it."""

    def __init__(self, page: Page, effort: Effort) -> None:
        self.page, self.effort = page, effort

    def open(self, path: str) -> None:
        """Go to a page by a link."""
        self.effort.clicks += 1
        self.effort.pages += 1
        self._timed(lambda: self.page.goto(path))

    def press(self, selector: str) -> None:
        """Press what leads to another page."""
        self.effort.clicks += 1
        self.effort.pages += 1
        self._timed(lambda: self.page.locator(selector).first.click())

    def tick(self, selector: str) -> None:
        """Choose something on the page."""
        self.effort.clicks += 1
        self._timed(lambda: self.page.locator(selector).first.check())

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.effort.clicks += 1
        self.effort.keys += len(text)
        self._timed(lambda: self.page.locator(selector).first.fill(text))

    def _timed(self, act: object) -> None:
        start = time.perf_counter()
        act()  # type: ignore[operator]  # [callable]
        self.page.wait_for_load_state()
        self.effort.machine_s += time.perf_counter() - start


def main() -> None:
    """Walk, and print what it cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--shots", type=Path)
    arguments = parser.parse_args()
    if arguments.shots is not None:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    walk = Walk(arguments.shots)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        lists = arguments.lists or _invented_lists(Path(scratch) / "lists")
        passwords = _set_up(walk, home, lists)
        port = _free_port()
        server = _run(home, "serve", "--port", str(port))
        try:
            _wait_for(f"http://127.0.0.1:{port}/sign-in/")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=["--no-sandbox"]
                )
                _walk(walk, browser, f"http://127.0.0.1:{port}", passwords)
                browser.close()
        finally:
            server.terminate()
            server.wait()
    _print(walk)


def _invented_lists(folder: Path) -> Path:
    from tracemark.config.farland.lists import write_lists  # [after-arguments: slow to load]
    from tracemark.config.farland.world import make_world  # [after-arguments: slow to load]

    write_lists(folder, make_world())
    return folder


def _set_up(walk: Walk, home: Path, lists: Path) -> dict[str, str]:
    """A node and two people with one-time passwords, then the lists: all typed on the command line."""
    once = walk.part(f"{ONCE} a node, two people")
    efforts = {"init": once, "people": once, "import": walk.part("1 the lists are taken in")}
    commands = [["init", "--state", "XF", "--name", "National Commission of Farland"]]
    for path in sorted(lists.iterdir()):
        kind = next((one for one in KINDS if one in path.name.lower()), "")
        if kind and path.suffix in {".csv", ".xlsx"}:
            commands.append(["import", str(path), "--kind", OF_NAME.get(kind, kind)])
    for name, role in (("ana", "analyst"), ("ben", "second_officer")):
        commands.append(["people", "add", name, "--name", name.title(), "--role", role, "--unit", "XF"])
    passwords = {}
    for command in commands:
        start = time.perf_counter()
        effort = efforts[command[0]]
        told, _ = _run(home, *command).communicate()
        effort.machine_s += time.perf_counter() - start
        effort.keys += len("tracemark " + " ".join(command).replace(str(lists) + "/", "")) + 1
        effort.clicks += 1
        effort.pages += 1
        if command[0] == "people":
            passwords[command[2]] = re.search(r"password:? (\S+)", told)[1]  # type: ignore[index]  # [told-always]
    return passwords


def _walk(walk: Walk, browser: Browser, url: str, passwords: dict[str, str]) -> None:
    pages = {}
    for name in passwords:
        page = browser.new_context(base_url=url, locale="en-GB").new_page()
        _sign_in(Hands(page, walk.part(f"{ONCE} {name} signs in for the first time")), name, passwords[name])
        pages[name] = page
    _fill(walk, Hands(pages["ana"], walk.part("2 the report fills itself")))
    _explain(walk, Hands(pages["ana"], walk.part("3 why this number?")))
    _complete(walk, Hands(pages["ana"], walk.part("4 what the register cannot know")))
    for name, page in pages.items():
        _sign(walk, Hands(page, walk.part(f"5 {name} signs")))


def _sign_in(hands: Hands, name: str, one_time: str) -> None:
    hands.open("/sign-in/")
    hands.type("[name=login]", name)
    hands.type("[name=password]", one_time)
    hands.press("main button[type=submit]")
    hands.type("[name=oldpassword]", one_time)
    hands.type("[name=password1]", PASSWORD)
    hands.type("[name=password2]", PASSWORD)
    hands.press("main button[type=submit]")
    hands.open("/sign-in/second-factor/totp/activate/")
    if "totp" in hands.page.url:
        secret = hands.page.locator("main form .mark").first.inner_text(timeout=5000)
        hands.type("[name=code]", _code(secret))
        hands.press("main button[type=submit]")


def _fill(walk: Walk, hands: Hands) -> None:
    hands.open("/reports/")
    hands.type("[name=first_year]", "2024")
    hands.type("[name=last_year]", "2025")
    hands.press("main form button.button-primary")
    hands.press("main form button.button-primary")
    walk.picture(hands.page, "report")
    hands.open(f"/reports/{NUMBER}/sections/collection/")
    walk.picture(hands.page, "section")


def _explain(walk: Walk, hands: Hands) -> None:
    hands.open(f"/reports/{NUMBER}/questions/col.counts/")
    hands.effort.clicks += 1
    hands.page.locator("summary").nth(1).click()
    walk.picture(hands.page, "explained")
    hands.press("details[open] tbody a")
    walk.picture(hands.page, "weapon")


def _complete(walk: Walk, hands: Hands) -> None:
    hands.open(f"/reports/{NUMBER}/sections/collection/")
    for row, text in FIRST_YEAR.items():
        place = f'[name="a|col.counts|{row}.first"]'
        hands.type(place, text)
        second = hands.page.locator(f'[name="a|col.counts|{row}.second"]').input_value()
        hands.type(f'[name="a|col.counts|{row}.both"]', str(int(second or 0) + int(text)))
    hands.type('[name="r|col.counts"]', "List of 2024 on paper")
    hands.tick('[name="a|col.other_use|"][value=no]')
    hands.press(".save-bar button")
    walk.picture(hands.page, "completed")
    if hands.page.locator("[role=alert]").count():
        print(hands.page.locator("[role=alert]").first.inner_text())
    hands.open(f"/reports/{NUMBER}/")
    walk.picture(hands.page, "before-signing")
    line = hands.page.locator("tr", has=hands.page.locator('a[href$="/sections/collection/"]')).first
    print("Section 6:", " ".join(line.inner_text().split()))


def _sign(walk: Walk, hands: Hands) -> None:
    hands.open(f"/reports/{NUMBER}/")
    hands.press('form[action$="/sign/"] button')
    walk.picture(hands.page, "signed")


def _print(walk: Walk) -> None:
    print(f"\n| part | machine | pages | clicks | keys | a person |\n|{'---|' * 6}")
    for one in walk.efforts:
        print(
            f"| {one.name} | {one.machine_s:.1f} s | {one.pages} | {one.clicks} | {one.keys} | {one.person_s:.0f} s |"
        )
    counted = [one for one in walk.efforts if not one.name.startswith(ONCE)]
    section = sum(one.person_s for one in counted if not one.name.startswith("5"))
    person = sum(one.person_s for one in counted)
    machine = sum(one.machine_s for one in counted)
    print(f"\nFrom an empty node to a complete section 6: a person {section / 60:.1f} minutes.")
    print(f"With both signatures {person / 60:.1f} minutes; the machine {machine:.0f} s.")


def _run(home: Path, *words: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "TRACEMARK_HOME": str(home)}
    command = [sys.executable, "-c", MAIN, *words]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    for _ in range(120):
        try:
            urlopen(url, timeout=5).close()  # [our own address]
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return


def _code(secret: str) -> str:
    """The six digits of an authenticator app now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


if __name__ == "__main__":
    main()
