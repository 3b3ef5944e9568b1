"""Small published samples, as whole numbers, with where they were printed."""

SLEEP_1 = (7, -16, -2, -12, -1, 34, 37, 8, 0, 20)
SLEEP_2 = (19, 8, 11, 1, -1, 44, 55, 16, 46, 34)
"""R's ``sleep`` (Student 1908, Biometrika 6:1-25): extra sleep by drug, in tenths of an hour."""

DEPRESSION_FIRST = (1830, 500, 1620, 2480, 1680, 1880, 1550, 3060, 1300)
DEPRESSION_SECOND = (878, 647, 598, 2050, 1060, 1290, 1060, 3140, 1290)
"""Hollander & Wolfe 1973, in R's ``?wilcox.test``: Hamilton depression scale, thousandths."""

LSAT = (576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594)
GPA = (339, 330, 281, 303, 344, 307, 300, 343, 336, 313, 312, 274, 276, 288, 296)
"""Efron & Tibshirani 1993, table 3.1: fifteen law schools, grade-point average in hundredths."""
