"""What may go to the console: what failed and where, never about whom."""

import logging
import re
import traceback

QUERY = re.compile(r"\?\S*")


class Impersonal(logging.Filter):
    """Takes query strings out of messages, and messages out of exceptions (a database's may quote a row)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite ``record``; always True."""
        record.msg = QUERY.sub("?…", record.getMessage())
        record.args = None
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.format_list(traceback.extract_tb(record.exc_info[2]))
            record.exc_text = "".join([*frames, record.exc_info[0].__name__])
        return True
