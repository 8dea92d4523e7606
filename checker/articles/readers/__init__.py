"""Readers: one for each format of press file."""
