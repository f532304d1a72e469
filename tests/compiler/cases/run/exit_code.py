# alone: ends with a status
"""sys.exit with a number, through finally."""

import sys


def main() -> None:
    try:
        try:
            sys.exit(3)
        except SystemExit as e:
            print("caught", e.code)
            raise
    except Exception:
        print("never")
    finally:
        print("finally")


main()
