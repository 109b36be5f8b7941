"""Logs without content: what happened and where, never what a parent wrote."""

from __future__ import annotations

import logging
import sys
import traceback


class ContentFreeFormatter(logging.Formatter):
    """Formats our own records in full and everybody else's without their arguments.

    Rasa and its libraries put message texts into log arguments and exception messages. Of
    those records only the fixed template, the exception's type and the code lines remain.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line: time, level, logger, message."""
        if record.name.startswith("guide"):
            said = record.getMessage()
        else:
            said = _template(record.msg)
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {said}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f" [{record.exc_info[0].__name__}{_where(record.exc_info[2])}]"
        return line


def _template(message: object) -> str:
    # structlog hands over a dict; f-strings arrive already filled in and cannot be trusted.
    if isinstance(message, dict):
        return str(message.get("event", "event"))
    text = str(message)
    return text if "%" in text or len(text) < 40 else text[:40] + "..."


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
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
