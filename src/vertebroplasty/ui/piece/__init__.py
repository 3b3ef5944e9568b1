"""A piece of a page, markup and charts together, changed in place by one component."""
