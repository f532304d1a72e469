# alone: type[Any](**fields) may make objects of every class
"""An event-sourced bank."""
from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass, field, replace, fields
from datetime import datetime, timedelta, timezone
from functools import reduce, singledispatch, singledispatchmethod
from typing import Any, Callable, ClassVar, Iterable, Literal, Type, TypeAlias, assert_never


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    account: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    owner: str
    limit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposited(Event):
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    amount: int
    fee: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    reason: Literal["customer", "bank"] = "customer"


AnyEvent: TypeAlias = Opened | Deposited | Withdrawn | Closed
REGISTRY: dict[str, Type[Any]] = {cls.__name__: cls for cls in (Opened, Deposited, Withdrawn, Closed)}


@dataclass(frozen=True)
class State:
    owner: str = ""
    balance: int = 0
    limit: int = 0
    is_open: bool = False
    history: tuple[int, ...] = ()

    def moved(self, amount: int) -> State:
        return replace(self, balance=self.balance + amount, history=self.history + (amount,))


def evolve(state: State, event: AnyEvent) -> State:
    match event:
        case Opened(owner=owner, limit=limit):
            return State(owner, limit=limit, is_open=True)
        case Deposited(amount=amount):
            return state.moved(amount)
        case Withdrawn(amount=amount, fee=0):
            return state.moved(-amount)
        case Withdrawn(amount=amount, fee=fee):
            return state.moved(-amount).moved(-fee)
        case Closed():
            return replace(state, is_open=False)
        case _:
            assert_never(event)


class Rejected(Exception):
    code: ClassVar[int] = 400


class Overdrawn(Rejected):
    code = 402

    def __init__(self, missing: int) -> None:
        self.missing = missing
        super().__init__(missing)

    def __str__(self) -> str:
        return f"{self.missing} missing"


class NotFound(Rejected, KeyError):
    code = 404


class Clock:
    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        self._now += timedelta(hours=7, seconds=1)
        return self._now


class Bank:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.events: list[AnyEvent] = []
        self.listeners: list[Callable[[AnyEvent], None]] = []

    def emit(self, event: AnyEvent) -> None:
        self.events.append(event)
        for listener in self.listeners:
            listener(event)

    def state(self, account: str) -> State:
        mine = [event for event in self.events if event.account == account]
        if not mine:
            raise NotFound(account)
        return reduce(evolve, mine, State())

    def withdraw(self, account: str, amount: int) -> None:
        state = self.state(account)
        if (missing := amount - state.balance - state.limit) > 0:
            raise Overdrawn(missing)
        self.emit(Withdrawn(account=account, at=self.clock(), amount=amount, fee=amount // 100))


@singledispatch
def describe(event: object) -> str:
    return f"something: {event}"


@describe.register
def _(event: Opened) -> str:
    return f"{event.owner} opened {event.account}"


@describe.register
def _(event: Deposited) -> str:
    return f"+{event.amount}"


@describe.register(Withdrawn)
def _withdrawn(event: Withdrawn) -> str:
    return f"-{event.amount} (fee {event.fee})"


class Projection:
    def __init__(self) -> None:
        self.total = 0
        self.count: dict[str, int] = {}

    @singledispatchmethod
    def apply(self, event: object) -> None:
        self.count["other"] = self.count.get("other", 0) + 1

    @apply.register
    def _(self, event: Deposited) -> None:
        self.total += event.amount

    @apply.register
    def _(self, event: Withdrawn) -> None:
        self.total -= event.amount + event.fee


def encode(event: AnyEvent) -> str:
    body = asdict(event)
    body["at"] = event.at.isoformat()
    return json.dumps({"type": type(event).__name__, **body}, sort_keys=True)


def decode(line: str) -> AnyEvent:
    body: dict[str, Any] = json.loads(line)
    cls = REGISTRY[body.pop("type")]
    body["at"] = datetime.fromisoformat(body["at"])
    event = cls(**body)
    assert isinstance(event, (Opened, Deposited, Withdrawn, Closed))
    return event


def attempt(action: Callable[[], object]) -> None:
    try:
        action()
    except Rejected as problem:
        print(f"{problem.code} {type(problem).__name__}: {problem}")
    else:
        print("fine")


def main() -> None:
    bank = Bank(Clock(datetime(2023, 12, 31, 20, tzinfo=timezone.utc)))
    projection = Projection()
    bank.listeners += [projection.apply, lambda event: print("  event:", describe(event))]
    bank.emit(Opened(account="A1", at=bank.clock(), owner="Ada", limit=50))
    bank.emit(Deposited(account="A1", at=bank.clock(), amount=500))
    attempt(lambda: bank.withdraw("A1", 300))
    attempt(lambda: bank.withdraw("A1", 300))
    attempt(lambda: bank.withdraw("B2", 1))
    bank.emit(Closed(account="A1", at=bank.clock(), reason="bank"))
    print(bank.state("A1"))
    lines = [encode(event) for event in bank.events]
    print("\n".join(lines))
    again = [decode(line) for line in lines]
    print(again == bank.events, hash(again[0]) == hash(bank.events[0]), again[1])
    print(projection.total, projection.count)
    print([f.name for f in fields(Withdrawn)], uuid.UUID(int=5))
    print(describe(3), describe.dispatch(int)(3))


main()
