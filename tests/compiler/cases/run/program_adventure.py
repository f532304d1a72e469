"""A text adventure, played from a script."""
from __future__ import annotations

import enum
import random
import textwrap
from collections import Counter, deque
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple, Union

Direction = enum.Enum("Direction", "NORTH EAST SOUTH WEST")
Weather = enum.Enum("Weather", ["SUN", "RAIN"])
Level = enum.IntEnum("Level", {"LOW": 1, "HIGH": 10})


class Trait(enum.Flag):
    NONE = 0
    TAKEABLE = enum.auto()
    EDIBLE = enum.auto()
    LIGHT = enum.auto()
    SNACK = TAKEABLE | EDIBLE


OPPOSITE = {
    Direction.NORTH: Direction.SOUTH,
    Direction.SOUTH: Direction.NORTH,
    Direction.EAST: Direction.WEST,
    Direction.WEST: Direction.EAST,
}


class Item:
    __slots__ = ("name", "traits", "weight")

    def __init__(self, name: str, traits: Trait = Trait.TAKEABLE, weight: float = 1.0) -> None:
        self.name = name
        self.traits = traits
        self.weight = weight

    def __repr__(self) -> str:
        return f"<{self.name} {self.traits!r} {self.weight:.1f}kg>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


class Room:
    def __init__(self, title: str, text: str) -> None:
        self.title = title
        self.text = text
        self.exits: Dict[Direction, Room] = {}
        self.items: List[Item] = []

    def join(self, way: Direction, other: Room) -> None:
        self.exits[way] = other
        other.exits[OPPOSITE[way]] = self

    def describe(self) -> str:
        ways = ", ".join(sorted(way.name.lower() for way in self.exits)) or "none"
        body = textwrap.fill(self.text, width=44, initial_indent="  ", subsequent_indent="  ")
        seen = "\n".join(f"  * {item.name}" for item in self.items)
        return f"{self.title}\n{'-' * len(self.title)}\n{body}\nExits: {ways}" + (f"\n{seen}" if seen else "")


class Command(NamedTuple):
    verb: str
    noun: Optional[str] = None
    times: int = 1


class GameOver(Exception):
    pass


Handler = Callable[["Game", Command], Union[str, None]]
VERBS: Dict[str, Handler] = {}


def verb(*names: str) -> Callable[[Handler], Handler]:
    def register(function: Handler) -> Handler:
        for name in names:
            VERBS[name] = function
        return function

    return register


class Game:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        hall = Room("Hall", "A wide hall with a marble floor, tall windows and a very long table in its middle.")
        cellar = Room("Cellar", "It is dark here.")
        garden = Room("Garden", "Roses, roses, and a rose-bush that whispers your name when nobody listens.")
        hall.join(Direction.SOUTH, cellar)
        hall.join(Direction.EAST, garden)
        hall.items += [Item("lamp", Trait.LIGHT | Trait.TAKEABLE, 2.5), Item("table", Trait.NONE, 80)]
        garden.items.append(Item("apple", Trait.SNACK, 0.2))
        self.here = hall
        self.bag: List[Item] = []
        self.health = 10
        self.log: deque[str] = deque(maxlen=5)
        self.used: Counter[str] = Counter()

    def find(self, name: Optional[str]) -> Tuple[Item, List[Item]]:
        for place in (self.bag, self.here.items):
            for item in place:
                if item.name == name:
                    return item, place
        raise LookupError(f"There is no {name} here.")

    def play(self, line: str) -> str:
        match line.lower().split():
            case []:
                return "Pardon?"
            case ["go", way] | [("north" | "south" | "east" | "west") as way]:
                command = Command("go", way)
            case ["take", count, noun] if count.isdigit():
                command = Command("take", noun.removesuffix("s"), int(count))
            case [word]:
                command = Command(word)
            case [word, *_, noun]:
                command = Command(word, noun=noun)
            case _:
                raise AssertionError
        self.used[command.verb] += 1
        self.log.append(line)
        handler = VERBS.get(command.verb)
        if handler is None:
            return f"I do not know how to {command.verb}."
        try:
            return handler(self, command) or "Done."
        except LookupError as problem:
            return str(problem)


@verb("go", "walk")
def go(game: Game, command: Command) -> Optional[str]:
    try:
        way = Direction[(command.noun or "").upper()]
    except KeyError as error:
        return f"Where is {error}?"
    if way not in game.here.exits:
        return "You bump into a wall."
    game.here = game.here.exits[way]
    return game.here.describe()


@verb("take", "get")
def take(game: Game, command: Command) -> Optional[str]:
    item, place = game.find(command.noun)
    if place is game.bag:
        return "You have it."
    if Trait.TAKEABLE not in item.traits:
        return f"The {item.name} does not move ({item.traits})."
    if command.times > len(place):
        return f"There are not {command.times} of them."
    place.remove(item)
    game.bag.append(item)
    return None


@verb("eat")
def eat(game: Game, command: Command) -> Optional[str]:
    item, place = game.find(command.noun)
    if not item.traits & Trait.EDIBLE:
        game.health -= game.dice.randint(1, 6)
        if game.health <= 0:
            raise GameOver("The " + item.name + " was too hard.")
        return f"Ouch! ({game.health} left)"
    del place[place.index(item)]
    game.health = min(10, game.health + 5)
    return "Yum."


@verb("look")
def look(game: Game, command: Command) -> str:
    return game.here.describe()


@verb("bag")
def bag(game: Game, command: Command) -> str:
    heavy = sum(item.weight for item in game.bag)
    return f"{game.bag} = {heavy:g}kg"


def main() -> None:
    game = Game(7)
    script = """look
go up

take table
take 3 lamps
get the lamp
bag
east
west
EAST
take apple
bag
eat lamp
eat apple
dance wildly
fly
walk south
go south""".splitlines()
    for line in script:
        print(">", line)
        print(game.play(line))
    print(list(game.log), game.used.most_common(3))
    print(list(Direction), Direction(2), Direction.WEST.value, Weather.RAIN, Level.HIGH + 1, Level(10), Trait(7), Trait.SNACK)
    print([level.name for level in Level], Level.LOW < Level.HIGH, repr(Level.LOW))
    try:
        for _ in range(10):
            print(game.play("eat lamp"))
    except GameOver as end:
        print("GAME OVER:", end)


main()
