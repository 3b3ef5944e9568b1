"""How fast a refresh is, and what a rerun costs the server: ``python -m benchmarks``."""
