"""argparse: usage and help, octet for octet."""

import argparse


def shown(parser: argparse.ArgumentParser) -> None:
    print("=" * 70)
    print(parser.format_help(), end="")


def full() -> None:
    parser = argparse.ArgumentParser(
        prog="server",
        description="Serve things over a network, which is described at some length so that the "
        "text of %(prog)s is wrapped at the width of a terminal.",
        epilog="See the manual\nfor   more.",
    )
    parser.add_argument("root", help="directory")
    parser.add_argument("files", nargs="*", help="files; default: %(default)s")
    parser.add_argument("mode", choices=["fast", "slow"], nargs="?")
    parser.add_argument(
        "-p", "--port", type=int, default=8080, help="port (default: %(default)s, type %(type)s)"
    )
    parser.add_argument("-H", "--host", metavar="ADDRESS", help="address to listen at")
    parser.add_argument("-v", action="count", help="say more; 100%% of it")
    parser.add_argument("--a-very-long-option-name", metavar="VALUE", help="its help stands below")
    parser.add_argument("--hidden", help=argparse.SUPPRESS)
    parser.add_argument("--pair", nargs=2, metavar=("A", "B"), help="two of them")
    parser.add_argument("--some", nargs="+", help="one of %(choices)s", choices=["a", "b"])
    parser.add_argument("--opt", nargs="?", const="c", required=True)
    parser.add_argument("--version", action="version", version="%(prog)s 1.0")
    parser.add_argument(
        "--flag", action=argparse.BooleanOptionalAction, default=True, help="flagged"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--red", action="store_true", help="red")
    group.add_argument("--blue", action="store_true")
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--x", help="x " * 60)
    one.add_argument("--y")
    special = parser.add_argument_group("special options", "a group with its own description")
    special.add_argument("--rest", nargs=argparse.REMAINDER)
    shown(parser)
    print(parser.format_usage(), end="")


def small() -> None:
    shown(argparse.ArgumentParser(prog="p"))
    shown(argparse.ArgumentParser(prog="p", add_help=False))
    shown(
        argparse.ArgumentParser(prog="p", usage="%(prog)s [things]", add_help=False, epilog="end")
    )
    long = argparse.ArgumentParser(
        prog="a-program-with-a-name-that-takes-most-of-the-line-and-more-than-that"
    )
    for name in ("--alpha", "--beta", "--gamma", "--delta"):
        long.add_argument(name)
    long.add_argument("positional")
    shown(long)
    only = argparse.ArgumentParser(prog="only", add_help=False)
    for index in range(12):
        only.add_argument(f"argument{index}", help=f"number {index}")
    shown(only)
    plus = argparse.ArgumentParser(prog="plus", prefix_chars="+-")
    plus.add_argument("+x", "++long", help="plus")
    shown(plus)


def formatters() -> None:
    for kind in (
        argparse.HelpFormatter,
        argparse.RawDescriptionHelpFormatter,
        argparse.RawTextHelpFormatter,
        argparse.ArgumentDefaultsHelpFormatter,
        argparse.MetavarTypeHelpFormatter,
    ):
        parser = argparse.ArgumentParser(
            prog="f", description="first line\n  second line", formatter_class=kind, add_help=False
        )
        parser.add_argument("--number", type=int, default=3, help="a number\nof things")
        parser.add_argument("name", type=str, help="name")
        shown(parser)


def commands() -> None:
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--shared", help="in both")
    parser = argparse.ArgumentParser(prog="git")
    parser.add_argument("--dir")
    below = parser.add_subparsers(
        title="commands", description="what to do", metavar="COMMAND", required=True
    )
    first = below.add_parser("first", help="the first", parents=[parent], description="Do first.")
    first.add_argument("x")
    below.add_parser("second", aliases=["2", "two"], help="the second one")
    below.add_parser("third")
    shown(parser)
    shown(first)
    other = argparse.ArgumentParser(prog="o")
    other.add_argument("name")
    sub = other.add_subparsers(dest="cmd", help="commands")
    shown(sub.add_parser("go"))
    shown(other)


full()
small()
formatters()
commands()
