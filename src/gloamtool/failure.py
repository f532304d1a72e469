"""The two ways a command fails: the user can mend it (exit 1), or we must (exit 2).

A message says what happened, where, and what to do next; it is printed after `gloam: `.
"""

from typing import Final

EXIT_USER: Final = 1
EXIT_OURS: Final = 2


class UserError(Exception):
    """Something the user can change: an option, a file, a port that is taken."""


class ToolError(Exception):
    """Something that should have worked: a broken image, a tool that misbehaved."""
