"""Faults over real processes on loopback: a ledger of what was sent in, the database and the platform's log agree."""
