"""What a figure means: frameworks, counts, checks, targets, points, totals. No database, no clock, no sentences."""
