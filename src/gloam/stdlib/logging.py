"""logging: loggers in a tree, levels, handlers that write to streams, %-style formats.

Not here: files, sockets, threads, filters, other styles of formats, configuration from a dict, and
the names of the calling function and file in a record.
"""

from __future__ import annotations

import sys
import time
from typing import Any, Final, Protocol

CRITICAL: Final = 50
FATAL: Final = 50
ERROR: Final = 40
WARNING: Final = 30
WARN: Final = 30
INFO: Final = 20
DEBUG: Final = 10
NOTSET: Final = 0

BASIC_FORMAT: Final = "%(levelname)s:%(name)s:%(message)s"

_names: Final[dict[int, str]] = {
    **{50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"},
}


class _Stream(Protocol):
    def write(self, s: str, /) -> object: ...


class _StandardError:
    """Standard error, whatever it is when something is written."""

    def write(self, s: str, /) -> object:
        return sys.stderr.write(s)


def getLevelName(level: int) -> str:  # noqa: N802  # CPython's names, here and below
    return _names.get(level, f"Level {level}")


def addLevelName(level: int, levelName: str) -> None:  # noqa: N802, N803
    _names[level] = levelName


def _level_of(level: int | str) -> int:
    if isinstance(level, int):
        return level
    for number, name in _names.items():
        if name == level:
            return number
    raise ValueError(f"Unknown level: {level!r}")


class LogRecord:
    def __init__(self, name: str, level: int, msg: object, args: tuple[object, ...]) -> None:
        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.msg = msg
        self.args = args
        self.created = time.time()
        self.msecs = float(int((self.created - int(self.created)) * 1000))
        self.exc: BaseException | None = None

    def getMessage(self) -> str:  # noqa: N802
        text = str(self.msg)
        if len(self.args) == 0:
            return text
        first: Any = self.args[0]
        if len(self.args) == 1 and isinstance(first, dict) and len(first) > 0:
            return text % first
        return text % self.args


class Formatter:
    def __init__(self, fmt: str | None = None, datefmt: str | None = None) -> None:
        self._fmt = "%(message)s" if fmt is None else fmt
        self.datefmt = datefmt

    def format(self, record: LogRecord) -> str:
        values: dict[str, object] = {
            "name": record.name,
            "levelno": record.levelno,
            "levelname": record.levelname,
            "message": record.getMessage(),
            "created": record.created,
            "msecs": record.msecs,
        }
        return self._fmt % values


class Handler:
    def __init__(self, level: int | str = NOTSET) -> None:
        self.level = _level_of(level)
        self.formatter: Formatter | None = None

    def setLevel(self, level: int | str) -> None:  # noqa: N802
        self.level = _level_of(level)

    def setFormatter(self, fmt: Formatter | None) -> None:  # noqa: N802
        self.formatter = fmt

    def format(self, record: LogRecord) -> str:
        formatter = self.formatter
        return (Formatter() if formatter is None else formatter).format(record)

    def emit(self, record: LogRecord) -> None:
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record: LogRecord) -> None:
        self.emit(record)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is held."""


class NullHandler(Handler):
    def emit(self, record: LogRecord) -> None:
        """Write nothing."""


class StreamHandler(Handler):
    def __init__(self, stream: _Stream | None = None) -> None:
        super().__init__()
        self.stream: _Stream = _StandardError() if stream is None else stream
        self.terminator = "\n"

    def emit(self, record: LogRecord) -> None:
        self.stream.write(self.format(record) + self.terminator)


class Logger:
    def __init__(self, name: str, level: int | str = NOTSET) -> None:
        self.name = name
        self.level = _level_of(level)
        self.parent: Logger | None = None
        self.propagate = True
        self.handlers: list[Handler] = []
        self.disabled = False

    def setLevel(self, level: int | str) -> None:  # noqa: N802
        self.level = _level_of(level)

    def getEffectiveLevel(self) -> int:  # noqa: N802
        logger: Logger | None = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802
        return not self.disabled and level > _state.disabled and level >= self.getEffectiveLevel()

    def addHandler(self, hdlr: Handler) -> None:  # noqa: N802
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr: Handler) -> None:  # noqa: N802
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self) -> bool:  # noqa: N802
        logger: Logger | None = self
        while logger is not None:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def getChild(self, suffix: str) -> Logger:  # noqa: N802
        return getLogger(suffix if self is root else f"{self.name}.{suffix}")

    def debug(self, msg: object, *args: object) -> None:
        self._log(DEBUG, msg, args)

    def info(self, msg: object, *args: object) -> None:
        self._log(INFO, msg, args)

    def warning(self, msg: object, *args: object) -> None:
        self._log(WARNING, msg, args)

    def error(self, msg: object, *args: object) -> None:
        self._log(ERROR, msg, args)

    def critical(self, msg: object, *args: object) -> None:
        self._log(CRITICAL, msg, args)

    def log(self, level: int, msg: object, *args: object) -> None:
        self._log(level, msg, args)

    def _log(self, level: int, msg: object, args: tuple[object, ...]) -> None:
        if self.isEnabledFor(level):
            self.handle(LogRecord(self.name, level, msg, args))

    def handle(self, record: LogRecord) -> None:
        has_handler = False
        logger: Logger | None = self
        while logger is not None:
            for handler in logger.handlers:
                has_handler = True
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not has_handler and record.levelno >= WARNING:
            lastResort.handle(record)

    def __repr__(self) -> str:
        return f"<Logger {self.name} ({getLevelName(self.getEffectiveLevel())})>"


class _State:
    """`disabled`: no logger takes records of this level or below."""

    def __init__(self) -> None:
        self.disabled = 0


_state: Final = _State()

lastResort: Final = StreamHandler()  # noqa: N816
root: Final = Logger("root", WARNING)
_loggers: Final[dict[str, Logger]] = {}


def getLogger(name: str | None = None) -> Logger:  # noqa: N802
    """The logger of that name, made and put into the tree if there is none."""
    if name is None or name == "" or name == "root":
        return root
    found = _loggers.get(name)
    if found is None:
        found = Logger(name)
        _loggers[name] = found
        _place(found)
    return found


def _place(logger: Logger) -> None:
    """Its parent is the nearest above it; those below it that it is nearer to become its own."""
    parent = root
    above = logger.name
    while "." in above:
        above = above.rpartition(".")[0]
        candidate = _loggers.get(above)
        if candidate is not None:
            parent = candidate
            break
    logger.parent = parent
    for other in _loggers.values():
        if other.name.startswith(logger.name + ".") and other.parent is parent:
            other.parent = logger


def disable(level: int = CRITICAL) -> None:
    _state.disabled = level


def basicConfig(  # noqa: N802
    *,
    format: str = BASIC_FORMAT,
    datefmt: str | None = None,
    level: int | str | None = None,
    stream: _Stream | None = None,
    force: bool = False,
) -> None:
    if force:
        root.handlers.clear()
    if len(root.handlers) == 0:
        handler = StreamHandler(stream)
        handler.setFormatter(Formatter(format, datefmt))
        root.addHandler(handler)
        if level is not None:
            root.setLevel(level)


def _configure() -> None:
    if len(root.handlers) == 0:
        basicConfig()


def debug(msg: object, *args: object) -> None:
    _configure()
    root._log(DEBUG, msg, args)


def info(msg: object, *args: object) -> None:
    _configure()
    root._log(INFO, msg, args)


def warning(msg: object, *args: object) -> None:
    _configure()
    root._log(WARNING, msg, args)


def error(msg: object, *args: object) -> None:
    _configure()
    root._log(ERROR, msg, args)


def critical(msg: object, *args: object) -> None:
    _configure()
    root._log(CRITICAL, msg, args)


def log(level: int, msg: object, *args: object) -> None:
    _configure()
    root._log(level, msg, args)
