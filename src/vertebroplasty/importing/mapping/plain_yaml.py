"""YAML of which only the plain part is read: mappings, lists, and scalars as the text they are.

Nothing is constructed from the nodes, so that no, 1:30, 010, ~ and 2019-01-02 stay as written.
"""

from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vertebroplasty.errors import MappingError
from vertebroplasty.importing.report import shown

LONGEST_TEXT = 200_000
"""Characters; a mapping has a few thousand."""

_DEEPEST = 8


class _Loader(yaml.SafeLoader):
    """Refuses what a mapping has no use for before anything is made of it."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        """Compose a node unless it has an anchor or a tag, is an alias, or lies too deep."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise MappingError(
                f"line {line}: anchors and aliases (& and *) are not read; repeat it"
            )
        if getattr(event, "tag", None):
            raise MappingError(f"line {line}: tags (!) are not read; quote a text that begins so")
        if self.depth == _DEEPEST:
            raise MappingError(f"line {line}: more than {_DEEPEST} levels deep; fewer would do")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a YAML file, and where it stands.

    Attributes
    ----------
    path : str
        Such as ``sheets[0].columns["VAS pre"]``.
    value : str, list of Entry or dict of str to Entry
        What stands there.
    """

    path: str
    value: "str | list[Entry] | dict[str, Entry]"

    @property
    def shown(self) -> str:
        """The value as it may be printed."""
        return repr(shown(self.value)) if isinstance(self.value, str) else f"a {self._kind}"

    @property
    def _kind(self) -> str:
        return "list" if isinstance(self.value, list) else "table of entries"

    def _refuse(self, allowed: str) -> MappingError:
        return MappingError(f"{self.path or 'the file'}: {self.shown}, but must be {allowed}")

    def text(self) -> str:
        """Return the text, or refuse what is none."""
        if not isinstance(self.value, str):
            raise self._refuse("one text")
        return self.value

    def whole(self) -> int:
        """Return the whole number from 1, or refuse what is none."""
        text = self.text()
        if not (text.isascii() and text.isdigit() and 0 < len(text) <= 6 and int(text)):
            raise self._refuse("a whole number from 1")
        return int(text)

    def entries(self) -> list["Entry"]:
        """Return the entries of a list, none of an empty place, or refuse what is no list."""
        if self.value == "":
            return []
        if not isinstance(self.value, list):
            raise self._refuse("a list")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(entry.text() for entry in self.entries())

    def table(self, *known: str, needs: tuple[str, ...] = ()) -> dict[str, "Entry"]:
        """Return the entries by key; only known ones, if any are named, and all that it needs."""
        entries = {} if self.value == "" else self.value
        if not isinstance(entries, dict):
            raise self._refuse(f"entries{' such as ' if known else ''}{', '.join(known)}")
        for key, entry in entries.items():
            if known and key not in known:
                raise MappingError(
                    f"{entry.path}: no such entry; one of {', '.join(known)} would do"
                )
        for key in needs:
            if key not in entries:
                raise MappingError(f"{self.path or 'the file'}: {key} is missing; it must be given")
        return entries


def read_plain(text: str) -> Entry:
    """Read a YAML text.

    Parameters
    ----------
    text : str
        One document.

    Returns
    -------
    Entry
        Its content.

    Raises
    ------
    MappingError
        If it cannot be read, or holds more than texts, lists and mappings, each key once.
    """
    if len(text) > LONGEST_TEXT:
        raise MappingError(
            f"the file has {len(text):,} characters; a mapping has at most {LONGEST_TEXT:,}"
        )
    try:
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MappingError(f"line {line} is no YAML: {shown(error.problem or '')}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = shown(str(error).partition("\n")[0])
        raise MappingError(f"the file is no YAML in UTF-8: {reason}") from error
    return _entry(node, "") if node else Entry("", "")


def _entry(node: Node, path: str) -> Entry:
    if isinstance(node, ScalarNode):
        return Entry(path, node.value)
    if isinstance(node, SequenceNode):
        return Entry(path, [_entry(one, f"{path}[{i}]") for i, one in enumerate(node.value)])
    entries: dict[str, Entry] = {}
    for key, value in node.value if isinstance(node, MappingNode) else ():
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            raise MappingError(f"line {line}: a key must be one text")
        if key.value in entries:
            raise MappingError(
                f"line {line}: {shown(key.value)!r} stands there twice; once would do"
            )
        entries[key.value] = _entry(value, _below(path, key.value))
    return Entry(path, entries)


def _below(path: str, key: str) -> str:
    if key.isidentifier():
        return f"{path}.{key}".removeprefix(".")
    return f'{path}["{shown(key)}"]'
