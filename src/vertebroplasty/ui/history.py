"""The cohorts that a session has seen: what Undo and Redo go through."""

from dataclasses import dataclass, replace
from typing import Self

from vertebroplasty.cohort import Cohort

LONGEST = 1000
"""Steps back that are kept: about half a megabyte."""


@dataclass(frozen=True, slots=True)
class History:
    """Cohorts in the order in which they were seen.

    Attributes
    ----------
    earlier, later : tuple of Cohort
        Those before the current one, the first one first; those that Redo brings, the next first.
    seen : Cohort or None
        The current one; None before the first.
    """

    earlier: tuple[Cohort, ...] = ()
    seen: Cohort | None = None
    later: tuple[Cohort, ...] = ()

    @property
    def current(self) -> Cohort:
        """The current one, everybody before the first."""
        return self.seen or Cohort()

    @property
    def has_begun(self) -> bool:
        """Whether there is anywhere to go to."""
        return bool(self.earlier or self.later)

    def noting(self, cohort: Cohort) -> Self:
        """Return the history with a cohort as the current one.

        A new one drops what Redo would have brought. The one that Redo would bring is a redo,
        however it was reached: the browser's own buttons lead there as well.
        """
        if self.seen is None:
            return replace(self, seen=cohort)
        if cohort == self.seen:
            return self
        if self.later and cohort == self.later[0]:
            return self.moved(1)
        return replace(self, earlier=(*self.earlier, self.seen)[-LONGEST:], seen=cohort, later=())

    def moved(self, steps: int) -> Self:
        """Return the history some steps later, or earlier with negative ones, to its ends."""
        everyone = (*self.earlier, self.current, *self.later)
        at = min(max(0, len(self.earlier) + steps), len(everyone) - 1)
        return replace(self, earlier=everyone[:at], seen=everyone[at], later=everyone[at + 1 :])
