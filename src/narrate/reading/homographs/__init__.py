"""Which of several readings."""
