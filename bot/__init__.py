"""The process: settings, channels, the one way in, the one way out, the web server and the command line."""
