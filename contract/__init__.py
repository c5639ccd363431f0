"""What callers and operators can rely on: answers, errors, the OpenAPI document, what would break it, and the wiring.

Documents, tests, the deployment and the local stack import this room. No function does: it needs none of it.
"""
