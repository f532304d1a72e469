# alone: ends with a status
"""Double-entry bookkeeping with money kept in whole cents."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import total_ordering
from types import MappingProxyType
from typing import ClassVar, Final

CURRENCY_DIGITS: Final[Mapping[str, int]] = MappingProxyType({"EUR": 2, "JPY": 0, "BHD": 3})


class LedgerError(Exception):
    """Anything that makes a book wrong."""


class Unbalanced(LedgerError):
    def __init__(self, entry: "Entry", difference: Money) -> None:
        super().__init__(f"entry {entry.number} is off by {difference}")
        self.entry = entry
        self.difference = difference


@total_ordering
@dataclass(frozen=True)
class Money:
    units: int
    currency: str = "EUR"

    PATTERN: ClassVar[re.Pattern[str]] = re.compile(r"^([+-]?)(\d+)(?:\.(\d+))?\s*([A-Z]{3})?$")

    @classmethod
    def parse(cls, text: str) -> Money:
        found = cls.PATTERN.match(text.strip())
        if found is None:
            raise ValueError(f"not an amount: {text!r}")
        sign, whole, fraction, currency = found.groups()
        currency = currency or "EUR"
        digits = CURRENCY_DIGITS[currency]
        fraction = fraction or ""
        if len(fraction) > digits:
            raise ValueError(f"too many digits for {currency}: {text!r}")
        units = int(whole) * 10**digits + int(fraction.ljust(digits, "0") or "0")
        return cls(-units if sign == "-" else units, currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise LedgerError(f"{self.currency} is not {other.currency}")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.units + other.units, self.currency)

    def __radd__(self, other: int) -> Money:
        if other != 0:
            return NotImplemented
        return self

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __neg__(self) -> Money:
        return Money(-self.units, self.currency)

    def __bool__(self) -> bool:
        return self.units != 0

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        self._same(other)
        return self.units < other.units

    def split(self, parts: int) -> list[Money]:
        each, rest = divmod(self.units, parts)
        return [Money(each + (1 if i < rest else 0), self.currency) for i in range(parts)]

    def __str__(self) -> str:
        digits = CURRENCY_DIGITS[self.currency]
        sign = "-" if self.units < 0 else ""
        whole, fraction = divmod(abs(self.units), 10**digits)
        tail = f".{fraction:0{digits}d}" if digits else ""
        return f"{sign}{whole:,}{tail} {self.currency}"


class Kind(Enum):
    ASSET = "A"
    LIABILITY = "L"
    INCOME = "I"
    EXPENSE = "E"

    @property
    def sign(self) -> int:
        return 1 if self in (Kind.ASSET, Kind.EXPENSE) else -1


@dataclass(frozen=True, order=True)
class Account:
    name: str
    kind: Kind = field(compare=False)


@dataclass
class Entry:
    number: int
    day: date
    text: str
    lines: list[tuple[Account, Money]] = field(default_factory=list)

    def debit(self, account: Account, amount: Money) -> Entry:
        self.lines.append((account, amount))
        return self

    def credit(self, account: Account, amount: Money) -> Entry:
        self.lines.append((account, -amount))
        return self

    def check(self) -> None:
        total: Money = sum((amount for _, amount in self.lines), Money(0))
        if total:
            raise Unbalanced(self, total)


class Book:
    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._entries: list[Entry] = []

    @property
    def accounts(self) -> Mapping[str, Account]:
        return MappingProxyType(self._accounts)

    def open(self, name: str, kind: Kind) -> Account:
        return self._accounts.setdefault(name, Account(name, kind))

    def post(self, day: date, text: str, *lines: tuple[str, str]) -> Entry:
        entry = Entry(len(self._entries) + 1, day, text)
        for name, amount in lines:
            entry.debit(self._accounts[name], Money.parse(amount))
        entry.check()
        self._entries.append(entry)
        return entry

    def __iter__(self) -> Iterator[Entry]:
        yield from sorted(self._entries, key=lambda entry: (entry.day, entry.number))

    def balances(self, until: date | None = None) -> dict[Account, Money]:
        result: defaultdict[Account, Money] = defaultdict(lambda: Money(0))
        for entry in self:
            if until is not None and entry.day > until:
                break
            for account, amount in entry.lines:
                result[account] += amount
        return dict(sorted(result.items()))


def report(book: Book, days: Iterable[date], out: list[str]) -> None:
    for day in days:
        out.append(f"{day:%d.%m.%Y}".center(40, "="))
        for account, amount in book.balances(day).items():
            out.append(f"{account.name:<20}{str(Money(amount.units * account.kind.sign)):>20}")


def main() -> int:
    book = Book()
    for name, kind in [("cash", Kind.ASSET), ("rent", Kind.EXPENSE), ("pay", Kind.INCOME), ("loan", Kind.LIABILITY)]:
        book.open(name, kind)
    start = date(2024, 2, 27)
    book.post(start, "salary", ("cash", "1234.50"), ("pay", "-1234.50"))
    book.post(start + timedelta(days=3), "rent", ("rent", "800"), ("cash", "-800"))
    book.post(start + timedelta(days=2), "loan", ("cash", "1000000.01 EUR"), ("loan", "-1000000.01"))
    try:
        book.post(start, "bad", ("cash", "1"), ("pay", "-0.99"))
    except Unbalanced as error:
        print(error, error.difference, error.entry.text, repr(error.difference))
    for text in ("x", "1.234", "5 USD", "1.5 JPY"):
        try:
            print(Money.parse(text))
        except (ValueError, KeyError) as problem:
            print(type(problem).__name__, problem)
    lines: list[str] = []
    report(book, (start + timedelta(n) for n in range(0, 5, 2)), lines)
    print("\n".join(lines))
    print(*Money.parse("100").split(3), sep=" | ")
    print(Money(3) < Money(4), Money(3) >= Money(4), max(Money(1), Money(5)), sum([Money(1), Money(2)], Money(0)))
    print(MappingProxyType({"a": 1}), list(book.accounts), "cash" in book.accounts, len(CURRENCY_DIGITS))
    try:
        print(Money(1) < Money(1, "JPY"))
    except LedgerError as error:
        print("LedgerError", error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
