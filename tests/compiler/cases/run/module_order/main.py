"""Globals that are read before, while and after their modules run."""

import left
import right
from settings import LIMITS, NAMES


def early() -> str:
    try:
        return late
    except NameError as e:
        return str(e)


print(early())
late = "assigned"
print(early())

if len(NAMES) > 100:
    rare = "never"


def read_rare() -> str:
    try:
        return rare
    except NameError as e:
        return str(e)


print(read_rare())



def read_counter() -> str:
    try:
        return str(counter)
    except NameError as e:
        return str(e)


for step in range(3):
    print(read_counter())
    counter = step

gone = ["here"]
kept = gone


def read_gone() -> object:
    try:
        return gone
    except NameError as e:
        return str(e)


print(read_gone())
gone = ["again"]
print(read_gone(), kept)


class Config:
    """Class variables are globals too."""

    retries = 3

    def total(self) -> int:
        return self.retries


print(Config().total(), LIMITS, NAMES)
print(left.describe(), right.describe())
left.CURRENT = "changed"
print(left.describe(), left.CURRENT)
