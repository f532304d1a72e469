# alone: ends with an exception
"""An exception whose text cannot be made is reported all the same."""


class Mute(Exception):
    def __str__(self) -> str:
        raise ValueError("no words")


def speak() -> None:
    raise Mute("never shown")


try:
    speak()
except Mute as mute:
    try:
        print(str(mute))
    except ValueError as error:
        print("str failed:", error)
speak()
