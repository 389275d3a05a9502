"""The ways people reach the bot, one room each: bytes in become `Incoming`, `Outgoing` becomes one call."""
