"""The `gloam` command: one file per subcommand, and here what they share: the way out.

Results go to stdout, talk to stderr. Exit status 0 is success, 1 something that the user can mend,
2 a failure of ours; `gloam run` ends with the program's own status.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence

import click

import gloamc.link
from gloamc.diagnostics import CompileErrors, InternalError
from gloamtool.cli.build import build_command
from gloamtool.cli.check import check_command
from gloamtool.cli.inspect import inspect_command
from gloamtool.cli.new import new_command
from gloamtool.cli.report import print_diagnostics
from gloamtool.cli.run import run_command
from gloamtool.cli.test import test_command
from gloamtool.failure import EXIT_OURS, EXIT_USER, ToolError, UserError

EPILOG = """\b
A first minute:
  gloam new app; cd app                a project that runs
  gloam run --target cpython main.py   develop: ordinary Python
  gloam test                           on CPython, then compiled
  gloam check main.py                  would it compile? says file, line and what to do
  gloam run main.py                    compile it, boot it, see its console
  gloam build --target vm main.py -o app.img
  gloam inspect app.img                what is inside, and how large

Every subcommand has --help with examples.
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gloam", message="gloam %(version)s")
def gloam() -> None:
    """Compile typed Python into a small sealed image that runs with nothing under it.

    The same file runs under CPython, as a sandboxed Linux process, and as a virtual machine.
    """


COMMANDS = (
    *(new_command, run_command, test_command),
    *(build_command, check_command, inspect_command),
)
for command in COMMANDS:
    gloam.add_command(command)


def main(args: Sequence[str] | None = None) -> None:
    """Run one command line and leave the interpreter with its status."""
    sys.exit(exit_status(lambda: gloam.main(args, prog_name="gloam", standalone_mode=False)))


def exit_status(action: Callable[[], object]) -> int:
    """Do `action`; the exit status that its end deserves, after a message if it failed."""
    try:
        action()
    except click.ClickException as error:
        error.show()
        return EXIT_USER
    except CompileErrors as error:
        print_diagnostics(error.diagnostics)
        return EXIT_USER
    except UserError as error:
        print(f"gloam: {error}", file=sys.stderr)
        return EXIT_USER
    except (ToolError, InternalError, gloamc.link.InternalError) as error:
        print(f"gloam: {error}", file=sys.stderr)
        return EXIT_OURS
    except (KeyboardInterrupt, click.Abort):
        return 128 + signal.SIGINT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except Exception:
        # The edge of the program: whatever nobody foresaw is our fault, and status 1 would say not.
        traceback.print_exc()
        print(
            "gloam: this is a bug in gloam; please report it with the lines above", file=sys.stderr
        )
        return EXIT_OURS
    return 0
