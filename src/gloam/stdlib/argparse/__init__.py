"""argparse: the command line of a program, as CPython 3.11 reads it and explains it.

Not here: actions of the program's own, files with arguments, `FileType`; `vars()` of a Namespace.
"""

from __future__ import annotations

from .action import (
    ONE_OR_MORE,
    OPTIONAL,
    PARSER,
    REMAINDER,
    SUPPRESS,
    ZERO_OR_MORE,
    Action,
    ArgumentError,
    ArgumentTypeError,
    BooleanOptionalAction,
    Namespace,
)
from .help_text import (
    ArgumentDefaultsHelpFormatter,
    HelpFormatter,
    MetavarTypeHelpFormatter,
    RawDescriptionHelpFormatter,
    RawTextHelpFormatter,
)
from .parser import ArgumentParser

__all__ = [
    "ONE_OR_MORE",
    "OPTIONAL",
    "PARSER",
    "REMAINDER",
    "SUPPRESS",
    "ZERO_OR_MORE",
    "Action",
    "ArgumentDefaultsHelpFormatter",
    "ArgumentError",
    "ArgumentParser",
    "ArgumentTypeError",
    "BooleanOptionalAction",
    "HelpFormatter",
    "MetavarTypeHelpFormatter",
    "Namespace",
    "RawDescriptionHelpFormatter",
    "RawTextHelpFormatter",
]
