"""Real HTTP servers that speak the platforms' protocols, with their validation, limits and bad days."""
