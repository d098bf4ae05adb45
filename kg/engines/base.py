"""What every engine can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def alike(_: object) -> int:
    """The weight of items of which none is known to take longer than others."""
    return 1


def nothing(_: object) -> None:
    """What is done with a result that nobody waits for."""


class Engine(Protocol):
    """Runs a function over items; results come in the order of the items."""

    def map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        weight: Callable[[T], int] = alike,
        done: Callable[[R], None] = nothing,
        lost: Callable[[T], R] | None = None,
    ) -> Iterator[R]:
        """Yield ``function(item)`` for each item, in order; what the function raises comes out here.

        ``weight`` tells about how long an item takes, in any unit; ``done`` is called with each result as soon as it is there,
        in whatever order that is; ``lost`` makes a result for an item that ends the process it runs in.
        """
