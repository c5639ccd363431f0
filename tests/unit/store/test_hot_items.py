"""Hot items stay below 1 KB for the largest legal input: beyond it, every write of a goal or account costs double."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from savings.domain.account import MAX_CONTRIBUTIONS, MAX_FOLLOWERS, MAX_SAVINGS_GOALS, Account, AccountKind
from savings.domain.calendar import LAST_DATE, Frequency
from savings.domain.facts import MILESTONES, AccountUpdated, BalanceChanged, ResidualChanged
from savings.domain.goal import Goal, MeasuredBy, Status, Texts, TrackingType
from savings.domain.household import MAX_ACCOUNTS, MAX_FINALISING_DAYS
from savings.domain.money import MAX_MINOR
from savings.domain.notes import NOTE_LIMIT, note
from savings.domain.plan import Target, Targets
from savings.domain.schedule import MAX_PERIODS, Schedule
from savings.ids import LIMIT, STEP
from savings.store.account_goals import follower
from savings.store.account_items import account_item
from savings.store.goal_items import HOT_LIMIT, INLINE_TEXTS, UNREAD, goal_item, stored_apart
from tests.unit.store.given import AT, CUSTOMER, HOUSEHOLD, PARTNER, a_goal, an_account, size_of, stored

LARGEST_ID = (LIMIT - 1) // STEP * STEP
LAST_MOMENT = datetime(2999, 12, 31, 23, 59, 59, tzinfo=UTC)
LONGEST_ZONE = max((files("tzdata") / "zones").read_text().split(), key=len)
LONGEST_TENANT = "2sbfn4qkkj8b1l8bmbhkqnbl7f"  # a client id of Cognito
MANY = 10**9
"""More versions and events than a goal can have in its life."""

amounts = st.integers(-MAX_MINOR, MAX_MINOR)
ids = st.integers(1, LARGEST_ID // STEP).map(lambda number: number * STEP)
numbers = st.integers(0, MANY)
days = st.dates(date(1970, 1, 1), LAST_DATE)
moments = st.integers(0, int(LAST_MOMENT.timestamp())).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
tenants = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=len(LONGEST_TENANT))
counts = st.integers(0, MAX_PERIODS)


def longest(kind: type[Status | TrackingType | Target | Frequency | MeasuredBy | AccountKind]) -> str:
    return max(kind, key=len)


def largest_goal(texts: Texts) -> Goal:
    return a_goal(
        id=LARGEST_ID,
        tenant=LONGEST_TENANT,
        zone=LONGEST_ZONE,
        account=LARGEST_ID,
        finalising_days=MAX_FINALISING_DAYS,
        created_at=LAST_MOMENT,
        measured_by=longest(MeasuredBy),
        tracking_type=longest(TrackingType),
        target=longest(Target),
        schedule=Schedule(Frequency(longest(Frequency)), LAST_DATE, LAST_DATE),
        targets=Targets(MAX_MINOR, MAX_PERIODS, MAX_MINOR, MAX_PERIODS, MAX_MINOR),
        target_amount=MAX_MINOR,
        period_amount=MAX_MINOR,
        start_amount=MAX_MINOR,
        texts=texts,
        status=Status.FINALISING,
        backdated=MAX_PERIODS - 1,
        synthetic=MAX_PERIODS - 1,
        closed=MAX_PERIODS - 1,
        closed_targets=MAX_MINOR,
        shift=-MAX_MINOR,
        first_counts=True,
        opening=-MAX_MINOR,
        amount=-MAX_MINOR,
        current=-MAX_MINOR,
        taken=-MAX_MINOR,
        milestone=MILESTONES[-1],
        reminded=MAX_PERIODS,
        achieved_at=LAST_MOMENT,
        finalises_at=LAST_MOMENT,
        archived=True,
        last_action=LARGEST_ID,
        version=MANY - 1,
        sequence=MANY - 1,
    )


def longest_inline_texts() -> Texts:
    each = INLINE_TEXTS // 4
    return Texts(*["x" * each] * 4)


def fullest_account() -> Account:
    goals = [replace(largest_goal(UNREAD), id=LARGEST_ID - at * STEP) for at in range(MAX_FOLLOWERS)]
    followers = frozenset(follower(goal, is_owner=False) for goal in goals)
    return an_account(
        number=LARGEST_ID,
        tenant=LONGEST_TENANT,
        joint_owner=PARTNER,
        kind=longest(AccountKind),
        savings_type=22,
        is_default=True,
        balance=-MAX_MINOR,
        residual=-MAX_MINOR,
        minimum_balance=MAX_MINOR,
        value_date=LAST_DATE,
        created_at=LAST_MOMENT,
        savings_goals=MAX_SAVINGS_GOALS,
        followers=followers,
        watchers=followers,
        contributions=MAX_CONTRIBUTIONS,
        uses=MAX_ACCOUNTS * MAX_CONTRIBUTIONS,
        counts_goals=True,
        sequence=MANY - 1,
    )


def whole_account_item(account: Account) -> dict[str, object]:
    """The item with what the table itself adds to it as goals come."""
    item = stored(account_item(account, note(AT, (AccountUpdated(), BalanceChanged(), ResidualChanged()))))
    kept_in = {"followers": set(account.followers), "watchers": set(account.watchers)}
    return item | kept_in | {"uses": account.uses, "closed": True}


def test_the_largest_goal_is_below_one_kilobyte() -> None:
    goal = largest_goal(longest_inline_texts())
    assert not stored_apart(goal.texts)
    assert size_of(stored(goal_item(goal, "n" * NOTE_LIMIT))) < HOT_LIMIT


def test_the_largest_goal_whose_texts_lie_apart_is_below_one_kilobyte() -> None:
    goal = largest_goal(Texts("x" * 255, "x" * 1000, "x" * 2048, "x" * 4096))
    assert stored_apart(goal.texts)
    assert size_of(stored(goal_item(goal, "n" * NOTE_LIMIT))) < HOT_LIMIT


def test_the_fullest_account_is_below_one_kilobyte() -> None:
    assert size_of(whole_account_item(fullest_account())) < HOT_LIMIT


@st.composite
def texts(draw: st.DrawFn) -> Texts:
    short = st.text(min_size=1, max_size=INLINE_TEXTS)
    return Texts(draw(short), draw(st.none() | short), draw(st.none() | short), draw(st.none() | short))


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    """Draw goals as the item sees them: any legal figure in any place."""
    figures = (
        "target_amount",
        "period_amount",
        "start_amount",
        "closed_targets",
        "shift",
        "opening",
        "amount",
        "current",
    )
    return a_goal(
        id=draw(ids),
        tenant=draw(tenants),
        zone=draw(st.sampled_from((files("tzdata") / "zones").read_text().split())),
        account=draw(ids),
        measured_by=draw(st.sampled_from(MeasuredBy)),
        tracking_type=draw(st.sampled_from(TrackingType)),
        target=draw(st.sampled_from(Target)),
        schedule=Schedule(draw(st.sampled_from(Frequency)), draw(days), LAST_DATE, draw(st.booleans())),
        targets=Targets(
            draw(amounts),
            draw(counts),
            draw(st.none() | st.integers(0, MAX_MINOR)),
            draw(counts),
            draw(st.integers(0, MAX_MINOR)),
        ),
        first_counts=draw(st.booleans()),
        texts=draw(texts()),
        status=draw(st.sampled_from([Status.FINALISING, Status.COMPLETED, Status.CANCELLED])),
        **{figure: draw(amounts) for figure in figures},
        **{figure: draw(counts) for figure in ("backdated", "synthetic", "closed")},
        taken=draw(amounts),
        milestone=draw(st.sampled_from((0, *MILESTONES))),
        reminded=draw(st.integers(0, MAX_PERIODS)),
        achieved_at=draw(st.none() | moments),
        finalises_at=draw(moments),
        archived=draw(st.booleans()),
        last_action=draw(st.just(0) | ids),
        version=draw(numbers),
        sequence=draw(numbers),
    )


@settings(derandomize=True, database=None, deadline=None, max_examples=100)
@given(goals(), st.text("n", max_size=NOTE_LIMIT))
def test_no_goal_is_larger_than_the_largest(goal: Goal, said: str) -> None:
    assert size_of(stored(goal_item(goal, said))) < HOT_LIMIT


@settings(derandomize=True, database=None, deadline=None, max_examples=100)
@given(ids, tenants, amounts, st.lists(ids, max_size=2 * MAX_FOLLOWERS, unique=True))
def test_no_account_is_larger_than_the_fullest(number: int, tenant: str, amount: int, following: list[int]) -> None:
    written = [follower(a_goal(id=goal), is_owner=goal % 3 == 0) for goal in following]
    account = replace(
        fullest_account(),
        number=number,
        tenant=tenant,
        balance=amount,
        residual=amount,
        followers=frozenset(written[:MAX_FOLLOWERS]),
        watchers=frozenset(written[MAX_FOLLOWERS:]),
    )
    assert size_of(whole_account_item(account)) < HOT_LIMIT


def test_the_parts_of_a_key_are_what_the_sizes_assume() -> None:
    """The longest identities there are: GUIDs of 36 characters and ids of 16 digits."""
    assert {len(CUSTOMER), len(PARTNER), len(HOUSEHOLD)} == {36}
    assert len(str(LARGEST_ID)) == 16
