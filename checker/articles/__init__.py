"""What the press said: files and digests in, articles with their passages out."""
