"""The page Snapshots: taken, listed, opened, and what changed since."""
