"""Lists and spans in English."""

from collections.abc import Sequence

from vertebroplasty.vocabulary import VertebralLevel

EN_DASH = "\N{EN DASH}"


def either(phrases: Sequence[str]) -> str:
    """Return some phrases as alternatives, such as ``T12, L1 or L2``; none give an empty text."""
    return " or ".join([", ".join(phrases[:-1]), phrases[-1]] if phrases[1:] else phrases)


def spans(levels: tuple[VertebralLevel, ...]) -> list[str]:
    """Return levels in words, three or more neighbours as a span."""
    runs: list[list[VertebralLevel]] = []
    for level in levels:
        if runs and level.code == runs[-1][-1].code + 1:
            runs[-1].append(level)
        else:
            runs.append([level])
    spans = [[f"{r[0]}{EN_DASH}{r[-1]}"] if r[2:] else [*map(str, r)] for r in runs]
    return [phrase for span in spans for phrase in span]
