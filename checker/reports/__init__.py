"""What staff read: the HTML report, its tables, and the lines in the terminal."""
