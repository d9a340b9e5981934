"""How a step of reading a row says that the row cannot be accepted."""

from tracemark.findings import Finding, Param


class Aside(Exception):
    """The row is kept aside; ``reason`` says why."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.reason = Finding(code, params)
