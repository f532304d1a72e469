"""logging: loggers in a tree, levels, handlers that write to streams, %-style formats.

Not here: files, sockets, threads, configuration from a dict, and the names of the calling function
and file in a record.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from types import TracebackType
from typing import Any, Final, Generic, Literal, Protocol, TypeAlias, TypeVar

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


_ExcInfo: TypeAlias = (
    bool
    | BaseException
    | tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
    | None
)


def _error_of(exc_info: _ExcInfo) -> BaseException | None:
    """The exception that a call means: True stands for the one being handled."""
    if exc_info is None or exc_info is False:
        return None
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return sys.exc_info()[1]


class LogRecord:
    def __init__(self, name: str, level: int, msg: object, args: tuple[object, ...]) -> None:
        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.msg = msg
        self.args = args
        self.created = time.time()
        self.msecs = float(int((self.created - int(self.created)) * 1000))
        self.relativeCreated = (self.created - _started) * 1000.0
        self.threadName = "MainThread"
        self.processName = "MainProcess"
        self.message = ""
        self.asctime = ""
        self.exc: BaseException | None = None
        self.exc_text: str | None = None
        self.extra: dict[str, object] = {}
        """What the call gave as `extra`: more fields for formats."""

    @property
    def exc_info(self) -> tuple[type[BaseException], BaseException, None] | None:
        return None if self.exc is None else (type(self.exc), self.exc, None)

    def getMessage(self) -> str:  # noqa: N802
        text = str(self.msg)
        if len(self.args) == 0:
            return text
        first: Any = self.args[0]
        if len(self.args) == 1 and isinstance(first, dict) and len(first) > 0:
            return text % first
        return text % self.args

    def __repr__(self) -> str:
        return f"<LogRecord: {self.name}, {self.levelno}, {self.msg!r}>"


class Formatter:
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(
        self,
        fmt: str | None = None,
        datefmt: str | None = None,
        style: Literal["%", "{"] = "%",
        validate: bool = True,
        *,
        defaults: Mapping[str, object] | None = None,
    ) -> None:
        if style not in ("%", "{"):
            raise ValueError("Style must be one of: %,{,$")
        default = "%(message)s" if style == "%" else "{message}"
        self._fmt = default if fmt is None else fmt
        self._style = style
        self._defaults: dict[str, object] = dict(defaults) if defaults is not None else {}
        self.datefmt = datefmt

    def usesTime(self) -> bool:  # noqa: N802
        return ("%(asctime)" if self._style == "%" else "{asctime") in self._fmt

    def formatTime(self, record: LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        moment = time.localtime(record.created)
        if datefmt is not None:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        return self.default_msec_format % (text, int(record.msecs))

    def formatException(  # noqa: N802
        self, ei: tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
    ) -> str:
        return "".join(traceback.format_exception(ei[1])).removesuffix("\n")

    def formatMessage(self, record: LogRecord) -> str:  # noqa: N802
        values: dict[str, object] = dict(self._defaults)
        values.update(record.extra)
        values["name"] = record.name
        values["levelno"] = record.levelno
        values["levelname"] = record.levelname
        values["message"] = record.message
        values["msg"] = record.msg
        values["asctime"] = record.asctime
        values["created"] = record.created
        values["msecs"] = record.msecs
        values["relativeCreated"] = record.relativeCreated
        values["threadName"] = record.threadName
        values["processName"] = record.processName
        try:
            return self._fmt % values if self._style == "%" else self._fmt.format(**values)
        except KeyError as error:
            raise ValueError(f"Formatting field not found in record: {error}") from None

    def format(self, record: LogRecord) -> str:
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        error = record.exc
        if error is not None and record.exc_text is None:
            record.exc_text = self.formatException((type(error), error, None))
        if record.exc_text is not None:
            text += ("" if text.endswith("\n") else "\n") + record.exc_text
        return text


class Filter:
    """Lets through the records of a logger and those below it."""

    def __init__(self, name: str = "") -> None:
        self.name = name

    def filter(self, record: LogRecord) -> bool:
        own = self.name
        return own == "" or record.name == own or record.name.startswith(own + ".")


_FilterType: TypeAlias = Filter | Callable[[LogRecord], bool]


class Filterer:
    def __init__(self) -> None:
        self.filters: list[_FilterType] = []

    def addFilter(self, filter: _FilterType) -> None:  # noqa: N802
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter: _FilterType) -> None:  # noqa: N802
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record: LogRecord) -> bool:
        """Whether every filter lets the record through."""
        for each in self.filters:
            answer = each.filter(record) if isinstance(each, Filter) else each(record)
            if not answer:
                return False
        return True


class Handler(Filterer):
    def __init__(self, level: int | str = NOTSET) -> None:
        super().__init__()
        self.level = _level_of(level)
        self.formatter: Formatter | None = None
        self.name: str | None = None

    def get_name(self) -> str | None:
        return self.name

    def set_name(self, name: str | None) -> None:
        self.name = name

    def setLevel(self, level: int | str) -> None:  # noqa: N802
        self.level = _level_of(level)

    def setFormatter(self, fmt: Formatter | None) -> None:  # noqa: N802
        self.formatter = fmt

    def format(self, record: LogRecord) -> str:
        formatter = self.formatter
        return (Formatter() if formatter is None else formatter).format(record)

    def emit(self, record: LogRecord) -> None:
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record: LogRecord) -> bool:
        is_wanted = self.filter(record)
        if is_wanted:
            self.emit(record)
        return is_wanted

    def handleError(self, record: LogRecord) -> None:  # noqa: N802
        """A record could not be written: say so on standard error, and go on."""
        text = traceback.format_exc()
        message = f"Message: {record.msg!r}\nArguments: {record.args}\n"
        sys.stderr.write(f"--- Logging error ---\n{text}{message}")

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

    def setStream(self, stream: _Stream) -> _Stream | None:  # noqa: N802
        """Write there from now on; the stream until now, None if it is the same."""
        if stream is self.stream:
            return None
        previous = self.stream
        self.stream = stream
        return previous

    def emit(self, record: LogRecord) -> None:
        try:
            self.stream.write(self.format(record) + self.terminator)
        except RecursionError:
            raise
        except Exception:  # noqa: BLE001  # logging must not end the program
            self.handleError(record)


class Logger(Filterer):
    def __init__(self, name: str, level: int | str = NOTSET) -> None:
        super().__init__()
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

    def debug(
        self,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(DEBUG, msg, args, exc_info, extra)

    def info(
        self,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(INFO, msg, args, exc_info, extra)

    def warning(
        self,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(WARNING, msg, args, exc_info, extra)

    def error(
        self,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(ERROR, msg, args, exc_info, extra)

    def critical(
        self,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(CRITICAL, msg, args, exc_info, extra)

    def fatal(
        self,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(CRITICAL, msg, args, exc_info, extra)

    def exception(
        self,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = True,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(ERROR, msg, args, exc_info, extra)

    def log(
        self,
        level: int,
        msg: object,
        *args: object,
        exc_info: _ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        self._log(level, msg, args, exc_info, extra)

    def _log(
        self,
        level: int,
        msg: object,
        args: tuple[object, ...],
        exc_info: _ExcInfo,
        extra: Mapping[str, object] | None,
    ) -> None:
        if not self.isEnabledFor(level):
            return
        record = LogRecord(self.name, level, msg, args)
        record.exc = _error_of(exc_info)
        if extra is not None:
            for key in extra:
                if key in ("message", "asctime", "name", "msg", "args", "levelname", "levelno"):
                    raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
                record.extra[key] = extra[key]
        self.handle(record)

    def handle(self, record: LogRecord) -> None:
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def callHandlers(self, record: LogRecord) -> None:  # noqa: N802
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


L = TypeVar("L", bound=Logger)


class LoggerAdapter(Generic[L]):
    """A logger that adds something to each message, or to each record."""

    def __init__(self, logger: L, extra: Mapping[str, object] | None = None) -> None:
        self.logger = logger
        self.extra = extra

    def process(
        self, msg: Any, kwargs: MutableMapping[str, Any]
    ) -> tuple[Any, MutableMapping[str, Any]]:
        """The message and the named arguments as they shall be."""
        kwargs["extra"] = self.extra
        return msg, kwargs

    def debug(self, msg: object, *args: object, **kwargs: Any) -> None:
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg: object, *args: object, **kwargs: Any) -> None:
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg: object, *args: object, **kwargs: Any) -> None:
        self.log(ERROR, msg, *args, **kwargs)

    def critical(self, msg: object, *args: object, **kwargs: Any) -> None:
        self.log(CRITICAL, msg, *args, **kwargs)

    def exception(
        self, msg: object, *args: object, exc_info: _ExcInfo = True, **kwargs: Any
    ) -> None:
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def log(self, level: int, msg: object, *args: object, **kwargs: Any) -> None:
        if self.isEnabledFor(level):
            text, names = self.process(msg, kwargs)
            self.logger._log(level, text, args, names.get("exc_info"), names.get("extra"))

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802
        return self.logger.isEnabledFor(level)

    def setLevel(self, level: int | str) -> None:  # noqa: N802
        self.logger.setLevel(level)

    def getEffectiveLevel(self) -> int:  # noqa: N802
        return self.logger.getEffectiveLevel()

    def hasHandlers(self) -> bool:  # noqa: N802
        return self.logger.hasHandlers()


class _State:
    """`disabled`: no logger takes records of this level or below."""

    def __init__(self) -> None:
        self.disabled = 0


_state: Final = _State()
_started: Final = time.time()

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
    format: str | None = None,
    datefmt: str | None = None,
    style: Literal["%", "{"] = "%",
    level: int | str | None = None,
    stream: _Stream | None = None,
    handlers: list[Handler] | None = None,
    force: bool = False,
) -> None:
    """Give the root logger handlers, unless it has some."""
    if force:
        root.handlers.clear()
    if len(root.handlers) > 0:
        return
    if stream is not None and handlers is not None:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    default = BASIC_FORMAT if style == "%" else "{levelname}:{name}:{message}"
    formatter = Formatter(default if format is None else format, datefmt, style)
    made: list[Handler] = [StreamHandler(stream)] if handlers is None else handlers
    for handler in made:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def shutdown() -> None:
    """Nothing is held back."""


def _configure() -> None:
    if len(root.handlers) == 0:
        basicConfig()


def debug(
    msg: object,
    *args: object,
    exc_info: _ExcInfo = None,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(DEBUG, msg, args, exc_info, extra)


def info(
    msg: object,
    *args: object,
    exc_info: _ExcInfo = None,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(INFO, msg, args, exc_info, extra)


def warning(
    msg: object,
    *args: object,
    exc_info: _ExcInfo = None,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(WARNING, msg, args, exc_info, extra)


def error(
    msg: object,
    *args: object,
    exc_info: _ExcInfo = None,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(ERROR, msg, args, exc_info, extra)


def critical(
    msg: object,
    *args: object,
    exc_info: _ExcInfo = None,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(CRITICAL, msg, args, exc_info, extra)


def fatal(
    msg: object,
    *args: object,
    exc_info: _ExcInfo = None,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(CRITICAL, msg, args, exc_info, extra)


def exception(
    msg: object,
    *args: object,
    exc_info: _ExcInfo = True,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(ERROR, msg, args, exc_info, extra)


def log(
    level: int,
    msg: object,
    *args: object,
    exc_info: _ExcInfo = None,
    stack_info: bool = False,
    stacklevel: int = 1,
    extra: Mapping[str, object] | None = None,
) -> None:
    _configure()
    root._log(level, msg, args, exc_info, extra)
