"""For readers who asked their system for less motion: nothing moves, slides or fades."""

STILL = """
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation-duration: 1ms !important; animation-delay: 0s !important;
    animation-iteration-count: 1 !important; transition-duration: 0s !important;
    transition-delay: 0s !important; scroll-behavior: auto !important; } }
"""
