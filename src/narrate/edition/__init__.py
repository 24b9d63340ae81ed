"""Recording -> edition: timeline, tag, table of clips, record, and what stands beside the MP3."""
