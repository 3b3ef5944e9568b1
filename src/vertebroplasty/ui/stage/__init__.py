"""The presenter's stage: one figure a screen, dark, large, driven by keys."""
