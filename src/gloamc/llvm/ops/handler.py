"""What handlers see of the function that is being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from gloamc.ir.function import Op, Value
from gloamc.llvm.module import Module


class Writer(Protocol):
    """See gloamc.llvm.function.FunctionWriter, which is the one implementation."""

    @property
    def module(self) -> Module: ...

    @property
    def is_for_speed(self) -> bool:
        """Whether code may grow for speed."""

    def line(self, text: str) -> None:
        """An instruction without a result."""

    def define(self, text: str) -> str:
        """An instruction; the name of its result."""

    def boolean(self, condition: str) -> str:
        """An i1 instruction as a bool."""

    def boolean_of(self, bit: str) -> str:
        """A computed i1 as a bool."""

    def value(self, value: Value) -> str:
        """The operand's text, without its type."""

    def typed(self, value: Value) -> str:
        """The operand with its type."""

    def call(self, result: str, name: str, *operands: str) -> str:
        """A support function; the result's name, "" for void."""

    def set_error(self, op: Op, bit: str) -> None:
        """An i1 that tells whether the op failed, better than its result does."""

    def is_set(self, op: Op) -> bool:
        """Whether the op's result is known not to be the unset pattern of its type."""


Handler = Callable[[Writer, Op], str]
