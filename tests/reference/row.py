"""A value that an authority gives, beside the one that we give."""

from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table of authorities; ``tolerance`` is absolute."""

    statistic: str
    case: str
    authority: str
    expected: float
    found: float
    tolerance: float

    @property
    def holds(self) -> bool:
        return abs(self.found - self.expected) <= self.tolerance

    def __str__(self) -> str:
        numbers = (
            f"{self.expected:>13.8g} {self.found:>13.8g} "
            f"{abs(self.found - self.expected):>9.1e} {self.tolerance:>9.1e}"
        )
        return f"{self.statistic:<26} {self.case:<44} {numbers}  {self.authority}"
