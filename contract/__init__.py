"""What callers can rely on: the answers and the errors of each family, the OpenAPI document, and what would break it.

Only documents and tests import this room. What runs for callers needs none of it.
"""
