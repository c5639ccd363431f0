"""The bounds that callers and operators meet, with the values that the code has."""

from typing import Final

from savings.api import app, bodies, members, paging
from savings.domain import account, calendar, household, money, progress, schedule
from savings.store import contributions, goal_items, idempotency, schema, table
from savings.store import tenants as directory
from savings.usecases import attempt, audit, goal_release, household_accounts, households, integrity, tenants
from savings.usecases import contributions as plans

LIMITS: Final = (
    ("periods of a goal", f"{schedule.MAX_PERIODS:,}"),
    ("open savings goals on an account", f"{account.MAX_SAVINGS_GOALS}"),
    (
        "open goals on an account that follow its transactions or its balance, not counting the next line",
        f"{account.MAX_FOLLOWERS}",
    ),
    ("open goals on an account that follow its available balance", f"{account.MAX_FOLLOWERS}"),
    ("open goals of a customer", f"{account.MAX_OPEN_GOALS:,}"),
    ("savings of a household from whose opening on goals are counted", f"{account.UNCOUNTED_ACCOUNTS + 1}"),
    ("savings goals that one transaction of DELETE releases", f"{goal_release.RELEASED_AT_ONCE}"),
    ("client apps of a tenant", f"{tenants.MAX_CLIENT_APPS}"),
    ("client apps that a function knows at once", f"{directory.MOST_KNOWN:,}"),
    ("clients of a household", f"{household.MAX_CLIENTS}"),
    ("dependants of a household", f"{household.MAX_DEPENDANTS}"),
    ("life events of a household", f"{household.MAX_LIFE_EVENTS}"),
    ("savings of a household", f"{household.MAX_ACCOUNTS}"),
    ("contributions to a saving", f"{account.MAX_CONTRIBUTIONS}"),
    ("contributions that go with their saving in one transaction", f"{household_accounts.TAKEN_AT_ONCE}"),
    ("years that a projection of a saving reaches ahead", f"{plans.MAX_YEARS}"),
    ("life of a deleted contribution's tombstone", f"{contributions.TOMBSTONE.days} days"),
    ("business days of finalising", f"0 to {household.MAX_FINALISING_DAYS}"),
    ("body of a request", f"{bodies.BODY_LIMIT // 1024} KB"),
    ("metadata of a goal, as JSON", f"{members.METADATA_LIMIT // 1024} KB"),
    ("amount, in minor units", f"{money.MAX_MINOR:,}"),
    ("dates (the household family takes earlier ones too)", f"{calendar.FIRST_DATE} to {calendar.LAST_DATE}"),
    ("`limit` of a list that grows", f"1 to {paging.LARGEST_LIMIT:,}"),
    ("households of a tenant in one answer, unless asked", f"{households.HOUSEHOLDS_AT_ONCE:,}"),
    ("entries that integrity reads at once", f"{integrity.AT_ONCE:,}"),
    ("goals that a run of the auditor proves", f"{audit.GOALS}"),
    ("entries after which the auditor stops with a goal", f"{audit.ENTRIES:,}"),
    ("keys of its shard that a run of the auditor reads", f"{audit.PAGE * audit.PAGES:,}"),
    ("page of actions", f"1 to {paging.LARGEST_SIZE}, {paging.DEFAULT_SIZE} unless asked"),
    ("Idempotency-Key", f"1 to {app.LONGEST_KEY} characters"),
    ("life of an idempotency record", f"{idempotency.LIFE.total_seconds() / 3600:g} hours"),
    ("years that an estimate looks ahead of the start", f"{progress.HORIZON_YEARS}"),
    ("tries of a request that meets other writers, before 503", f"{attempt.TRIES}"),
    ("items of one batch read, goals of one page of a shard", f"{table.BATCH_LIMIT}"),
    ("shards of the due index", f"{schema.SHARDS}"),
    ("hot item (account, goal), in bytes", f"{goal_items.HOT_LIMIT:,}"),
    ("texts that lie in the goal's own item, in bytes", f"{goal_items.INLINE_TEXTS}"),
)
"""What is bounded, and the bound."""
