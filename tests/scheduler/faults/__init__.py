"""Reminders under faults: real processes killed, paused, doubled; clocks that jump. `make faults`: the long form."""
