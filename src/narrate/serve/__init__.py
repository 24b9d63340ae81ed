"""The show on a local web server, as a host on the web would serve it."""
