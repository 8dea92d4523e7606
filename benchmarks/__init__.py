"""Accuracy and speed, each one command, each printing a table."""
