"""How fast a reader sees a filter change, in a real browser, beside what else there is."""
