"""The dashboard in a real browser."""

import pytest

pytest.register_assert_rewrite("tests.browser.screen", "tests.browser.keys")
