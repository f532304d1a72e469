# alone: changes the root logger
"""Loggers in a tree, levels, handlers, formats."""

import io
import logging

out = io.StringIO()
logging.basicConfig(stream=out, level=logging.INFO, format="%(levelname)-8s|%(name)s|%(message)s")
logging.debug("not shown")
logging.info("plain")
logging.warning("with %s and %d", "text", 5)
logging.error("%(name)s!", {"name": "mapped"})
logging.critical(12)
logging.log(25, "level 25")
log = logging.getLogger("app.net")
child = logging.getLogger("app.net.tcp")
parent = logging.getLogger("app")
print(
    log.name,
    log.parent is parent,
    child.parent is log,
    parent.parent is logging.getLogger(),
    log is logging.getLogger("app.net"),
)
print(
    log.getEffectiveLevel(),
    log.level,
    log.isEnabledFor(logging.DEBUG),
    repr(log),
    log.hasHandlers(),
)
parent.setLevel("DEBUG")
log.debug("from %s", child.name)
child.setLevel(logging.ERROR)
child.warning("not shown")
child.error("shown %r", "x")
second = io.StringIO()
handler = logging.StreamHandler(second)
handler.setFormatter(logging.Formatter("[%(levelno)d] %(message)s"))
handler.setLevel(logging.WARNING)
log.addHandler(handler)
log.addHandler(handler)
log.info("only the root's")
log.warning("both")
log.propagate = False
log.warning("only mine")
log.removeHandler(handler)
log.propagate = True
print(out.getvalue())
print(second.getvalue())
print(
    logging.getLevelName(20),
    logging.getLevelName(21),
    parent.getChild("x").name,
    logging.getLogger().getChild("y").name,
)
logging.addLevelName(21, "NOTICE")
log.log(21, "named")
logging.disable(logging.WARNING)
log.warning("disabled")
logging.disable(logging.NOTSET)
quiet = logging.getLogger("quiet")
quiet.addHandler(logging.NullHandler())
quiet.propagate = False
quiet.error("nowhere")


class Collect(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.getMessage()}")


collect = Collect()
quiet.addHandler(collect)
quiet.warning("a%sb", 1)
print(collect.lines, out.getvalue().splitlines()[-1])
try:
    quiet.setLevel("LOUD")
except ValueError as problem:
    print(problem)
