"""Logs: events with fields, for operators; never what people wrote, never a token."""

import logging
import secrets
import sys

import structlog

log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger("firebreak")


def set_up(level: str = "INFO", as_json: bool = True) -> None:
    """Makes every log line, ours and the libraries', one event on standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    shape: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(is_ours_or_a_warning)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shape],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)


def is_ours_or_a_warning(record: logging.LogRecord) -> bool:
    """Libraries speak from warnings upwards, whatever the level: below that some repeat what people wrote.

    A filter, because Bolt gives its loggers the root's level again and again.
    """
    return record.name.startswith("firebreak") or record.levelno >= logging.WARNING


def new_reference() -> str:
    """A short word that ties what a person was shown to the log line of its cause."""
    return secrets.token_hex(3)
