"""Every measure as it is registered: unit, grain, method and source."""

from vertebroplasty.measures import MEASURES
from vertebroplasty.ui.definitions import definitions_table, glossary
from vertebroplasty.ui.page import begin_page

begin_page("Definitions", MEASURES, counts=False)
definitions_table()
glossary()
