"""The smallest program: a line on the console and an exit status."""

import sys


def main() -> None:
    names = sys.argv[1:] or ["world"]
    for name in names:
        print(f"hello, {name}")


if __name__ == "__main__":
    main()
