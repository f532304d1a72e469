# alone: changes loggers
"""logging: dates, exceptions, filters, extra fields, styles, adapters, errors while logging."""

import logging
import sys
import time
from collections.abc import MutableMapping
from io import StringIO
from typing import Any


class Fixed(logging.Formatter):
    """Every record is of the same moment."""

    def format(self, record: logging.LogRecord) -> str:
        record.created = 86_400.25
        record.msecs = 250.0
        return super().format(record)


class Collecting(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Short(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return len(record.getMessage()) < 12


def only_even(record: logging.LogRecord) -> bool:
    return isinstance(record.args, tuple) and len(record.args) % 2 == 0


def last_line(text: str) -> str:
    return text.rstrip("\n").rpartition("\n")[2]


handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(Fixed("%(asctime)s %(levelname)-8s [%(name)s] %(message)s"))
log = logging.getLogger("app")
log.setLevel(logging.DEBUG)
log.addHandler(handler)
log.propagate = False

log.info("started %d of %s", 1, "two")
handler.setFormatter(Fixed("{asctime}|{levelname:>8}|{message}", "%d/%b/%Y %H:%M:%S", style="{"))
log.debug("styled")
handler.setFormatter(Fixed("%(asctime)s", "%H:%M"))
log.debug("not shown")
handler.setFormatter(logging.Formatter("%(message)s %(user)s", defaults={"user": "nobody"}))
log.info("for", extra={"user": "ann"})
log.info("for")
try:
    log.info("x", extra={"message": 1})
except KeyError as error:
    print(error)

collecting = Collecting()
collecting.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
log.removeHandler(handler)
log.addHandler(collecting)
try:
    {"a": 1}["b"]
except KeyError as error:
    log.exception("lookup of %s failed", "b")
    log.error("again", exc_info=True)
    log.warning("given", exc_info=error)
    log.info("tuple", exc_info=sys.exc_info())
log.error("nothing is handled", exc_info=False)
for text in collecting.lines:
    print(text.partition("\n")[0], "|", last_line(text))
collecting.lines.clear()

short = Short()
log.addFilter(short)
log.addFilter(short)
log.info("short")
log.info("much longer than that")
log.removeFilter(short)
collecting.addFilter(only_even)
log.info("one %s", 1)
log.info("two %s %s", 1, 2)
collecting.removeFilter(only_even)
collecting.addFilter(logging.Filter("app.db"))
logging.getLogger("app.db.pool").info("from below")
logging.getLogger("app.dbx").info("not below")
log.info("from above")
collecting.setLevel(logging.ERROR)
logging.getLogger("app.db").warning("too low")
logging.getLogger("app.db").log(logging.CRITICAL, "high")
print(collecting.lines)


class Numbered(logging.LoggerAdapter[logging.Logger]):
    def process(self, msg: Any, kwargs: MutableMapping[str, Any]) -> tuple[Any, Any]:
        return f"#7 {msg}", kwargs


collecting = Collecting()
other = logging.getLogger("other")
other.propagate = False
other.addHandler(collecting)
adapter = Numbered(other, {"n": 7})
adapter.warning("careful %s", "now")
adapter.info("not enabled")
adapter.error("bad")
print(collecting.lines, adapter.isEnabledFor(logging.INFO))

stream = StringIO()
logging.basicConfig(stream=stream, level="INFO", format="%(name)s-%(levelname)s-%(message)s")
logging.basicConfig(level="DEBUG")
logging.info("root %s", {"a": 1})
logging.debug("hidden")
logging.getLogger("deep.er").error("%(x)s and %(y)s", {"x": 1, "y": 2})
try:
    raise ValueError("v")
except ValueError:
    logging.exception("caught")
print(stream.getvalue().splitlines()[:3], last_line(stream.getvalue()))
print(logging.getLevelName(25), logging.getLogger("deep").level)
print(
    time.strftime("%Y-%m-%d %H:%M:%S %j %a %b", time.gmtime(1_700_000_000)), time.gmtime(0).tm_year
)
print(time.asctime(time.gmtime(951_782_400)), time.mktime(time.gmtime(951_782_400)) >= 0)
