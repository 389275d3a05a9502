"""What `sothon` can do, one file per group of commands. Imports stand inside them, so that `--help` is quick."""
