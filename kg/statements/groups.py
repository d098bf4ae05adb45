"""A partition that grows together: union-find over whatever can be hashed and sorted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Groups(Generic[T]):
    """Groups of things; ``find`` names the group of one, a thing that was never joined is a group of its own.

    >>> groups = Groups()
    >>> groups.join("a", "b")
    >>> groups.find("b") == groups.find("a"), groups.find("c")
    (True, 'c')
    """

    def __init__(self) -> None:
        self.parent: dict[T, T] = {}

    def __iter__(self) -> Iterator[T]:
        return iter(self.parent)

    def find(self, x: T) -> T:
        """Return the thing that stands for the group of ``x``."""
        self.parent.setdefault(x, x)
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def join(self, x: T, y: T) -> None:
        """Make the groups of two things one; what stands for the group of ``y`` stands for both."""
        self.parent[self.find(x)] = self.find(y)
