"""Style sheets, each for one way of reading; colours are the variables that `ui.style` sets."""
