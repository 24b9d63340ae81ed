"""narrate: a Japanese article goes in, a chaptered MP3 for podcast apps comes out."""

__version__ = "0.1.0"
