"""Fixtures that are asynchronous generators, in the event loop of their test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TypeVar

from . import Failed
from .case import Case

T = TypeVar("T")


def value(case: Case, loop: asyncio.Runner, fixture: AsyncIterator[T]) -> T:
    """What it yields; the rest of it runs later."""
    result = loop.run(_first(fixture))
    case.later(lambda: loop.run(_finish(fixture)))
    return result


async def _first(fixture: AsyncIterator[T]) -> T:
    return await anext(fixture)


async def _finish(fixture: AsyncIterator[object]) -> None:
    async for _ in fixture:
        raise Failed("fixture function has more than one 'yield'")
