"""Labels and an HTS voice -> samples and the times of every phone: generator and vocoder, in numpy."""
