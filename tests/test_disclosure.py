"""Whether a single procedure may be shown: the environment says so, and in doubt it may not."""

import pytest

from vertebroplasty.disclosure import SHARED_VARIABLE, single_procedures_shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, True),
        ("", True),
        ("0", True),
        ("false", True),
        ("No", True),
        ("1", False),
        ("true", False),
        (" YES ", False),
        ("on", False),
        ("perhaps", False),
    ],
)
def test_a_shared_dashboard_shows_no_single_procedure(
    value: str | None, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy of disclosure.py: whatever is not a plain "no" counts as shared."""
    monkeypatch.delenv(SHARED_VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(SHARED_VARIABLE, value)
    assert single_procedures_shown() is shown
