"""The command line of the savings-goals platform: `savings --help`."""

from savings_cli._version import __version__

__all__ = ["__version__"]
