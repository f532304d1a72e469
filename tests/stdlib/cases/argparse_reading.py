# alone: a parser speaks on stderr, and of its program
"""argparse: what command lines mean, and what is said about wrong ones."""

import argparse


def known(parser: argparse.ArgumentParser, *args: str) -> None:
    try:
        print(args, "->", parser.parse_known_args(list(args)))
    except argparse.ArgumentError as error:
        print(args, "error", error)
    except SystemExit as error:
        print(args, "exit", error.code)


def port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(f"{number} is no port")
    return number


def plain() -> None:
    parser = argparse.ArgumentParser(prog="tool", exit_on_error=False)
    parser.add_argument("name")
    parser.add_argument("rest", nargs="*", type=int)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("-q", action="store_false", dest="loud")
    parser.add_argument("-n", "--number", type=int, default=3)
    parser.add_argument("-p", "--port", type=port, default="8080")
    parser.add_argument("-c", action="count")
    parser.add_argument("--level", choices=["low", "high"], default="low")
    parser.add_argument("--add", action="append", metavar="X")
    parser.add_argument("--more", nargs="+", action="extend", type=float)
    parser.add_argument("--pair", nargs=2)
    parser.add_argument("--maybe", nargs="?", const="given")
    parser.add_argument("--one", action="append_const", const=1, dest="numbers")
    parser.add_argument("--two", action="append_const", const=2, dest="numbers")
    parser.add_argument("--mode", action="store_const", const="fast", default="slow")
    for line in (
        "a", "a 1 2 3", "-v a", "a -vq", "a -n5", "a -n 5", "a --number=7", "a --num 8", "a --n 8",
        "a -ccc", "a -vcn4", "a --level high", "a --level middle", "a --add x --add y",
        "a --more 1 2 --more 3.5", "a --pair x y", "a --pair x", "a --maybe", "a --maybe z",
        "a --one --two --one", "a --mode", "a -p 99", "a -p 0", "a -p x", "", "a b", "a --nope",
        "a -- 1 2", "-- -x", "a 1 -v 2", "a -1", "a -n -5", "a --verbose=1", "a -vx", "a --more",
        "a -n", "--", "a 1 -- 2", "a --m fast", "a x=y", "a '--a b'", "a -", "a --number=",
    ):  # fmt: skip
        known(parser, *line.split())
    result = parser.parse_args(["b", "-n", "9"])
    number: int = result.number
    print(result.name + "!", number + 1, result.verbose, "name" in result, "nothing" in result)
    print(result == argparse.Namespace(a=1), argparse.Namespace(a=1, b="x"), result.port)
    try:
        print(result.nothing)
    except AttributeError as error:
        print(error)


def groups() -> None:
    parser = argparse.ArgumentParser(prog="g", exit_on_error=False)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--red", action="store_true")
    one.add_argument("--blue", action="store_true")
    one.add_argument("--hue", type=int, default=5)
    named = parser.add_argument_group("named", "those with names")
    named.add_argument("--size", type=int, required=True)
    parser.add_argument("--flag", action=argparse.BooleanOptionalAction, default=False)
    parser.add_argument("first", nargs="?", default="none")
    parser.add_argument("last", nargs="?")
    for line in (
        "--size 1", "--size 1 --red", "--size 1 --red --blue", "--red --hue 5 --size 2",
        "--hue 6 --blue --size 1", "--size 3 --flag", "--size 3 --no-flag x", "--size 3 x y",
        "--size 3 x y z", "x --size 3 y",
    ):  # fmt: skip
        known(parser, *line.split())
    parser.set_defaults(first="other", extra=[1])
    known(parser, "--size", "4")
    print(parser.get_default("first"), parser.get_default("size"), parser.get_default("zzz"))


def commands() -> None:
    parser = argparse.ArgumentParser(prog="git", exit_on_error=False)
    parser.add_argument("--dir", default=".")
    below = parser.add_subparsers(dest="command")
    add = below.add_parser("add", help="add files", aliases=["a"], exit_on_error=False)
    add.add_argument("files", nargs="+")
    add.add_argument("-f", action="store_true")
    run = below.add_parser("run", exit_on_error=False)
    run.add_argument("program")
    run.add_argument("args", nargs=argparse.REMAINDER)
    run.set_defaults(size=3)
    for line in (
        "",
        "add x y",
        "--dir /tmp a z -f",
        "run p -x --y z",
        "add",
        "pull",
        "add x --no",
        "--no add x",
    ):
        known(parser, *line.split())
    found = parser.parse_args(["run", "p", "1", "2"])
    print(found.size + len(found.args), found.command)


def mistakes() -> None:
    parser = argparse.ArgumentParser(prog="m", add_help=False)
    parser.add_argument("-x")
    for case in range(9):
        try:
            if case == 0:
                parser.add_argument("-x")
            elif case == 1:
                parser.add_argument("a", dest="b")
            elif case == 2:
                parser.add_argument("--y", action="unknown")
            elif case == 3:
                parser.add_argument("--y", nargs=0)
            elif case == 4:
                parser.add_argument("--y", const=1)
            elif case == 5:
                parser.add_argument("--")
            elif case == 6:
                parser.add_argument("--y", nargs=2, metavar=("A",))
            elif case == 7:
                parser.add_mutually_exclusive_group().add_argument("--z", required=True)
            elif case == 8:
                parser.add_argument("-x", "y")
        except (ValueError, argparse.ArgumentError) as error:
            print(case, type(error).__name__, error)


plain()
groups()
commands()
mistakes()
