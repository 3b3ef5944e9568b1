"""Where the time of a filter change goes, from the click to the last pixel."""
