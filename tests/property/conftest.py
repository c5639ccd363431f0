"""Property tests draw the same examples on every machine: a failure is found by everybody or by nobody."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "savings",
    derandomize=True,
    database=None,
    deadline=None,  # the machine may be busy
    max_examples=150,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("savings")
