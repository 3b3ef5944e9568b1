"""A plotly figure in the page, changed in place."""
