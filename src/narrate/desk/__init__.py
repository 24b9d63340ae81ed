"""At the desk: a show is begun, watched while it is written, and taken to the phone."""
