"""Property tests draw the same examples on every machine: a failure is found by everybody or by nobody."""

from hypothesis import HealthCheck, settings

from tests.property.drawn import examples

settings.register_profile(
    "savings",
    derandomize=True,
    database=None,
    deadline=None,  # the machine may be busy
    parent=examples(150),
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("savings")
