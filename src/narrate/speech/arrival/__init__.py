"""A voice from elsewhere -> one of the workspace's: found, credited, measured, described."""
