"""Many sessions at once and for a long time, over the protocol that a browser speaks."""
