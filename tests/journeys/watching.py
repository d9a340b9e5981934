"""What must hold on every page of every journey: own files only, a strict policy, a quiet console."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Response


@dataclass
class Watch:
    """Collects what a browser context did that no page of ours may do."""

    host: str
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    """Statuses of refusals that a test provokes; the browser writes each to its console."""

    def over(self, context: BrowserContext) -> "Watch":
        """Watch all pages of ``context`` from now on."""
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        return self

    def _response(self, response: Response) -> None:
        parts = urlsplit(response.url)
        if parts.scheme in {"data", "blob"}:
            return
        if parts.netloc != self.host:
            self.complaints.append(f"another host: {response.url}")
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.url}")
        if response.request.resource_type == "document":
            self._check_policy(response)

    def _check_policy(self, response: Response) -> None:
        policy = response.headers.get("content-security-policy", "")
        if response.status < 300 and ("default-src 'self'" not in policy or "unsafe" in policy):
            self.complaints.append(f"no strict policy: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        refusal = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not refusal:
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")
