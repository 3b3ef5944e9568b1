"""The page Cohorts: what stays when a session ends."""
