"""What callers can rely on: the answers and the errors of each family, the OpenAPI document, and what would break it.

Documents, tests, the deployment and the local stack import this room. No function does: it needs none of it.
"""
