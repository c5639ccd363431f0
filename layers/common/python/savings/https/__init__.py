"""Calls to servers of other people: how a message is signed, and how it is posted without reaching into our own net."""
