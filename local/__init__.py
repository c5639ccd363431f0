"""The whole product on one machine: gateway, identity, engine, clock, queues and bus, without an AWS account."""
