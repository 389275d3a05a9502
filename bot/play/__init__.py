"""`sothon play`: written conversations, played against the real handlers, the real store and the real scheduler."""
