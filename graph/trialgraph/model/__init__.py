"""What a trial reports, as frozen values with units, sides and the place they stand at."""
