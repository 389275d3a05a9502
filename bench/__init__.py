"""Measurements: what a turn costs beside the same dialogue written by hand. Run as `python -m bench.turn`."""
