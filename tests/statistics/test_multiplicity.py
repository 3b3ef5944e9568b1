import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from vertebroplasty.statistics.multiplicity import adjusted

METHODS = [("holm", "holm"), ("benjamini-hochberg", "fdr_bh")]
chances = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12)


@settings(max_examples=15, deadline=None)  # statsmodels takes 0.1 s for one Holm
@pytest.mark.parametrize(("method", "theirs"), METHODS)
@given(ps=chances)
def test_adjusted_equals_statsmodels_multipletests_on_the_defined_ones(method, theirs, ps):
    found = adjusted(ps, method)
    assert [p is None for p in found] == [p is None for p in ps]
    defined = [p for p in ps if p is not None]
    if defined:
        expected = multipletests(defined, method=theirs)[1].tolist()
        assert [p for p in found if p is not None] == pytest.approx(expected, rel=1e-12)


def test_undefined_ones_do_not_count_r_p_adjust():
    """R: p.adjust(c(0.01, 0.04, 0.03, 0.5, NA), "fdr"), where NA does not enter n = 4."""
    found = adjusted((0.01, 0.04, 0.03, 0.5, None), "benjamini-hochberg")
    assert found[:4] == pytest.approx((0.04, 0.16 / 3, 0.16 / 3, 0.5))
    assert found[4] is None


@pytest.mark.parametrize("method", ["holm", "benjamini-hochberg"])
def test_one_p_is_itself_and_none_are_none_closed_form(method):
    assert adjusted((0.049,), method) == (0.049,)
    assert adjusted((), method) == ()
    assert adjusted((None, 0.2, None), method) == (None, 0.2, None)
