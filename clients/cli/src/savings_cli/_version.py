# Made by clients/python/generate.py; changes here are lost.

"""The version of the release."""

__version__ = "0.1.0"
