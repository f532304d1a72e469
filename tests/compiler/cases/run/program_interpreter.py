"""A tokenizer, a Pratt parser and an interpreter for a small language."""
from __future__ import annotations

import operator
import re
from abc import ABC, abstractmethod
from collections import ChainMap
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import Callable, Iterator, NamedTuple, NoReturn, Sequence, Union

Value = Union[int, float, str, bool, None, "Function", list["Value"]]


class Kind(Enum):
    NUMBER = auto()
    NAME = auto()
    STRING = auto()
    OPERATOR = auto()
    END = auto()


class Token(NamedTuple):
    kind: Kind
    text: str
    line: int
    column: int


SPEC = [
    ("SPACE", r"[ \t]+|#[^\n]*"),
    ("NEWLINE", r"\n"),
    ("NUMBER", r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?"),
    ("NAME", r"[^\W\d]\w*"),
    ("STRING", r'"(?:[^"\\]|\\.)*"'),
    ("OPERATOR", r"\*\*|[<>=!]=|->|[-+*/%<>=(){}\[\],;!]"),
]
MASTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SPEC))


class LanguageError(Exception):
    def __init__(self, message: str, token: Token | None = None) -> None:
        place = f" at {token.line}:{token.column}" if token else ""
        super().__init__(message + place)


def tokenize(source: str) -> Iterator[Token]:
    line, start, position = 1, 0, 0
    while position < len(source):
        found = MASTER.match(source, position)
        if not found:
            raise LanguageError(f"unexpected {source[position]!r}", Token(Kind.END, "", line, position - start + 1))
        name = found.lastgroup
        assert name is not None
        if name == "NEWLINE":
            line += 1
            start = found.end()
        elif name != "SPACE":
            yield Token(Kind[name], found.group(), line, found.start() - start + 1)
        position = found.end()
    yield Token(Kind.END, "", line, position - start + 1)


class Power(IntEnum):
    LOWEST = 0
    ASSIGN = 10
    COMPARE = 20
    SUM = 30
    PRODUCT = 40
    PREFIX = 50
    POWER = 60
    CALL = 70


Scope = ChainMap[str, Value]


class Node(ABC):
    @abstractmethod
    def run(self, scope: Scope) -> Value: ...


@dataclass
class Constant(Node):
    value: Value

    def run(self, scope: Scope) -> Value:
        return self.value


@dataclass
class Name(Node):
    token: Token

    def run(self, scope: Scope) -> Value:
        try:
            return scope[self.token.text]
        except KeyError:
            raise LanguageError(f"no such name: {self.token.text}", self.token) from None


Arithmetic = Callable[[float, float], float]
BINARY: dict[str, tuple[Power, Callable[[object, object], Value]]] = {}


def arithmetic(text: str, power: Power, function: Arithmetic) -> None:
    def apply(left: object, right: object) -> Value:
        if isinstance(left, (int, float)) and isinstance(right, (int, float)):
            return function(left, right)
        if text == "+" and isinstance(left, str):
            return left + str(right)
        raise TypeError(f"cannot {text} {type(left).__name__} and {type(right).__name__}")

    BINARY[text] = (power, apply)


for symbol, power, function in (
    ("+", Power.SUM, operator.add),
    ("-", Power.SUM, operator.sub),
    ("*", Power.PRODUCT, operator.mul),
    ("/", Power.PRODUCT, operator.truediv),
    ("%", Power.PRODUCT, operator.mod),
    ("**", Power.POWER, operator.pow),
    ("<", Power.COMPARE, operator.lt),
    (">", Power.COMPARE, operator.gt),
    ("<=", Power.COMPARE, operator.le),
):
    arithmetic(symbol, power, function)
BINARY["=="] = (Power.COMPARE, lambda left, right: left == right)
BINARY["!="] = (Power.COMPARE, lambda left, right: left != right)


@dataclass
class Binary(Node):
    token: Token
    left: Node
    right: Node

    def run(self, scope: Scope) -> Value:
        try:
            return BINARY[self.token.text][1](self.left.run(scope), self.right.run(scope))
        except (TypeError, ZeroDivisionError) as error:
            raise LanguageError(str(error), self.token) from error


@dataclass
class Assign(Node):
    name: str
    value: Node

    def run(self, scope: Scope) -> Value:
        result = self.value.run(scope)
        for mapping in scope.maps:
            if self.name in mapping:
                mapping[self.name] = result
                break
        else:
            scope[self.name] = result
        return result


@dataclass
class Block(Node):
    body: Sequence[Node]

    def run(self, scope: Scope) -> Value:
        result: Value = None
        for node in self.body:
            result = node.run(scope)
        return result


@dataclass
class If(Node):
    test: Node
    then: Node
    otherwise: Node | None = None
    loops: bool = False

    def run(self, scope: Scope) -> Value:
        result: Value = None
        while self.test.run(scope):
            result = self.then.run(scope)
            if not self.loops:
                return result
        return self.otherwise.run(scope) if self.otherwise is not None else result


@dataclass(repr=False)
class Function(Node):
    parameters: tuple[str, ...]
    body: Node
    scope: Scope | None = None

    def run(self, scope: Scope) -> Value:
        return Function(self.parameters, self.body, scope)

    def __repr__(self) -> str:
        return f"<function of {', '.join(self.parameters)}>"


@dataclass
class Call(Node):
    token: Token
    function: Node
    arguments: list[Node]

    def run(self, scope: Scope) -> Value:
        function = self.function.run(scope)
        values = [argument.run(scope) for argument in self.arguments]
        if callable(function) and not isinstance(function, Function):
            raise LanguageError("strange")
        if not isinstance(function, Function):
            raise LanguageError(f"{function!r} is no function", self.token)
        if len(values) != len(function.parameters):
            raise LanguageError(f"{function} takes {len(function.parameters)}, not {len(values)}", self.token)
        assert function.scope is not None
        return function.body.run(function.scope.new_child(dict(zip(function.parameters, values))))


class Parser:
    def __init__(self, source: str) -> None:
        self.tokens = list(tokenize(source))
        self.index = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def fail(self, wanted: str) -> NoReturn:
        raise LanguageError(f"expected {wanted}, got {self.token.text or 'end'!r}", self.token)

    def advance(self) -> Token:
        token = self.token
        self.index += 1
        return token

    def accept(self, text: str) -> bool:
        if self.token.text == text and self.token.kind is not Kind.STRING:
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            self.fail(repr(text))

    def block(self, *ends: str) -> Block:
        body: list[Node] = []
        while self.token.text not in ends and self.token.kind is not Kind.END:
            body.append(self.expression(Power.LOWEST))
            while self.accept(";"):
                pass
        return Block(body)

    def braced(self) -> Block:
        self.expect("{")
        result = self.block("}")
        self.expect("}")
        return result

    def prefix(self) -> Node:
        token = self.advance()
        match token:
            case Token(Kind.NUMBER, text) if set(text) & set(".eE"):
                return Constant(float(text))
            case Token(Kind.NUMBER, text):
                return Constant(int(text))
            case Token(Kind.STRING, text):
                return Constant(text[1:-1].replace(r"\n", "\n").replace(r"\"", '"'))
            case Token(Kind.NAME, ("true" | "false") as text):
                return Constant(text == "true")
            case Token(Kind.NAME, ("if" | "while") as text):
                test = self.expression(Power.LOWEST)
                then = self.braced()
                return If(test, then, self.braced() if self.accept("else") else None, text == "while")
            case Token(Kind.NAME, "fn"):
                names: list[str] = []
                self.expect("(")
                while not self.accept(")"):
                    names.append(self.advance().text)
                    self.accept(",")
                return Function(tuple(names), self.braced())
            case Token(Kind.NAME):
                return Name(token)
            case Token(text="-"):
                return Binary(token._replace(text="-"), Constant(0), self.expression(Power.PREFIX))
            case Token(text="("):
                inner = self.expression(Power.LOWEST)
                self.expect(")")
                return inner
        self.index -= 1
        self.fail("an expression")

    def expression(self, least: Power) -> Node:
        left = self.prefix()
        while True:
            token = self.token
            if token.text == "(" and least < Power.CALL:
                self.advance()
                arguments: list[Node] = []
                while not self.accept(")"):
                    arguments.append(self.expression(Power.LOWEST))
                    if not self.accept(",") and self.token.text != ")":
                        self.fail("',' or ')'")
                left = Call(token, left, arguments)
            elif token.text == "=" and isinstance(left, Name) and least < Power.ASSIGN:
                self.advance()
                left = Assign(left.token.text, self.expression(Power.LOWEST))
            elif token.kind is Kind.OPERATOR and token.text in BINARY:
                power, _ = BINARY[token.text]
                if power <= least:
                    return left
                self.advance()
                left = Binary(token, left, self.expression(Power(power - 10) if token.text == "**" else power))
            else:
                return left


PROGRAMS = [
    "1 + 2 * 3 - 4",
    "2 ** 3 ** 2; ",
    "a = 5; b = a * 2.5; -b",
    'fact = fn(n) { if n < 2 { 1 } else { n * fact(n - 1) } }; fact(11)',
    'make = fn() { n = 0; fn() { n = n + 1 } }; c = make(); c(); c(); "count " + c()',
    "i = 0; s = 0; while i < 10 { i = i + 1; s = s + i }; s",
    'x = "a\\"b" # comment\nx + 1',
    "1 / 0",
    "nope",
    "1 +",
    "f = fn(a) { a }; f(1, 2)",
    "5(1)",
    "1 - \"x\"",
    "a = 1\n  $",
    "fn(a, b) { a }",
    "(1 < 2) == true",
    "7 % 4 + 1e3",
]


def main() -> None:
    for text in PROGRAMS:
        try:
            parser = Parser(text)
            program = parser.block()
            print(f"{program.run(ChainMap({}, {'pi': 3.14}))!r}")
        except LanguageError as error:
            cause = f" <- {type(error.__cause__).__name__}" if error.__cause__ else ""
            print(f"error: {error}{cause}")
    print(Parser("a = 1 + b(2)").block())


if __name__ == "__main__":
    main()
