# alone: ends with an exception
"""An uncaught exception with a cause."""


def main() -> None:
    try:
        print({"a": 1}["b"])
    except KeyError as e:
        raise RuntimeError(f"no {e}") from e


main()
