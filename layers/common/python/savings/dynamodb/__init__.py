"""How calls reach DynamoDB: its values on the wire, and two transports that behave alike.

`direct` signs and sends by itself, for the functions that answer callers and close goals; `by_boto3` is the reference.
"""
