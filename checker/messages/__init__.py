"""What we want said: briefs, talking points, claims and the config file that holds them."""
