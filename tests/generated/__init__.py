"""What outsiders make of the OpenAPI document: flows of clients that their generators wrote. tests/gates runs them."""
