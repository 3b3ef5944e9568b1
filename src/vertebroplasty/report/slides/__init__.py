"""A basket of exhibits as slides: native charts with their numbers inside, no pictures."""

from vertebroplasty.report.slides.deck import slides

__all__ = ["slides"]
