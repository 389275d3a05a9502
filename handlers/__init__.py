"""Turns a message that came in into replies; the language of people is read in handlers.language."""
