"""The product's own package: what all functions share."""

from savings import start as start
