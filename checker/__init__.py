"""Messaging consistency checker: did the press carry the message, bend it, or leave it out?"""

__version__ = "0.1.0"
