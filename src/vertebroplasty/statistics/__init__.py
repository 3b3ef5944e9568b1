"""Tallies to results: each function that runs a method names it in words.

A quantity that is not defined is ``None`` with a note; nothing here returns nan, infinity or p = 0.
"""
