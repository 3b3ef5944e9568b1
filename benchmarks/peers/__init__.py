"""Pages that a reader could have instead: each the best that its framework gives as it comes."""
