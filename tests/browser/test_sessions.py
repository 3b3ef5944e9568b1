"""Readers at the same time, each with a cohort of their own."""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.expected import overview_values, points_by_level
from vertebroplasty.cohort import Cohort
from vertebroplasty.engine.dataset import Dataset
from vertebroplasty.measures import LEAK_LEVEL
from vertebroplasty.vocabulary import Sex, VertebralLevel

pytestmark = pytest.mark.browser

STEPS = (
    (("T12", "L3"), "levels"),
    (("Women", "Men"), "sexes"),
    (("L1", "T8"), "levels"),
    (("T11", "L4"), "levels"),
)
TERMS = {"Women": Sex.FEMALE, "Men": Sex.MALE}


def test_two_sessions_never_mix(open_page: OpenPage, registry: Dataset, srinagar: Dataset) -> None:
    """Both click before either waits; each then shows `evaluate` of its own cohort and dataset."""
    screens = [open_page("/?dataset=registry-demo", fresh=True), open_page("/", fresh=True)]
    chosen: list[dict[str, tuple[str, ...]]] = [{}, {}]
    for labels, attribute in STEPS:
        for screen, label, attributes in zip(screens, labels, chosen, strict=True):
            if screen.offers(label):
                screen.tick(label)
                term = TERMS.get(label) or VertebralLevel(label)
                attributes[attribute] = (*attributes.get(attribute, ()), term)
        for screen, dataset, attributes in zip(screens, (registry, srinagar), chosen, strict=True):
            cohort = Cohort(**attributes)
            screen.eventually(screen.cohort, cohort.describe())
            assert screen.parts("value") == overview_values(dataset, cohort)
            points = points_by_level(dataset, cohort, LEAK_LEVEL)
            screen.eventually(lambda s=screen: s.points(LEAK_LEVEL.label), points)
    assert [screen.cohort() for screen in screens] == [
        "Women, treated at T11\u2013L1",
        "Men, treated at L3 or L4",
    ]
