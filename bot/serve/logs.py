"""Logs without content: what happened and where, never what a parent wrote."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping

import structlog


class ContentFreeFormatter(logging.Formatter):
    """Formats our own records in full; of everybody else's only where they come from.

    Rasa and its libraries put message texts into their log lines and exception messages, so
    of those only the place in the code and the exception's type remain.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line: time, level, logger, what happened or where."""
        ours = record.name.startswith("guide")
        said = record.getMessage() if ours else f"at {record.module}:{record.lineno}"
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {said}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f" [{record.exc_info[0].__name__}{_where(record.exc_info[2])}]"
        return line


def _event_only(_: object, __: str, event: Mapping[str, object]) -> str:
    """Of a structured record only its name is kept: its values hold messages."""
    return str(event.get("event", "event"))


def _where(trace: object) -> str:
    frames = traceback.extract_tb(trace)[-3:] if trace else []  # type: ignore[arg-type]
    return "".join(f" {frame.name}:{frame.lineno}" for frame in frames)


def configure(level: int = logging.INFO) -> None:
    """Sends every log of this process to standard error, content free."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ContentFreeFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("guide").setLevel(level)
    structlog.configure(
        processors=[_event_only],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    # With no level of their own these two would write to standard error beside ours, in full.
    for name in ("engineio.server", "socketio.server"):
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
