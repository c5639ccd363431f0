"""The one door to DynamoDB: expressions in, plain items out, and four outcomes for every write.

A write is done, or refused by a condition (`ConditionFailed`, with the item that stood in the way), or met another
writer, a throttle or the end of its time (`Contended`) and may be tried again, or got no answer that says whether it
was done (`Unanswered`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from savings import ids
from savings.correlation import served
from savings.domain.errors import Refused
from savings.domain.notes import correlated
from savings.dynamodb.transport import NoAnswer, NotSent, ServiceError, Transport
from savings.dynamodb.values import marshal, unmarshal
from savings.store import shapes
from savings.store.schema import DUE_INDEX

Item = dict[str, Any]
Key = tuple[str, str]

NEW: Final = "attribute_not_exists(PK)"
THERE: Final = "attribute_exists(PK)"
BATCH_LIMIT: Final = 100
TRANSACTION_LIMIT: Final = 100
_CONTENTION: Final = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
_THROTTLES: Final = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "TransactionConflictException",
    }
)
"""Errors that say that nothing was done."""
_UNWELL: Final = frozenset(
    {"InternalServerError", "InternalFailure", "ServiceUnavailable", "TransactionInProgressException"}
)
"""Errors that leave open what was done, as those with a status of 500 and above do."""
_FAULTY: Final = 500
_READS: Final = frozenset({"GetItem", "BatchGetItem", "Query"})


class ConditionFailed(Exception):
    """A condition did not hold, and nothing says more than that another try may succeed.

    `refused` maps the key of each refused write to the item found, or None; `taken` is the one that has the number of
    something new.
    """

    def __init__(self, refused: Mapping[Key, Item | None], taken: Item | None = None) -> None:
        super().__init__(", ".join(sort for _, sort in refused))
        self.refused = refused
        self.taken = taken

    @property
    def met(self) -> dict[Key, Item]:
        """The items that stood in the way, by their keys."""
        return {key: item for key, item in self.refused.items() if item is not None}


Explain = Callable[[Item | None], Exception | None]
"""From the item that stood in the way of a write, or None, to what that means; None where another try may succeed."""


def conflict(_: Item | None) -> None:
    """Explain a refused condition by another writer: the request may be tried again."""


class Contended(Exception):
    """Another writer, the table's limits or the end of the time were in the way; nothing was written."""


class Unanswered(Exception):
    """The table did not say whether a write was done: it may have been, or may be yet."""


@dataclass(frozen=True, slots=True)
class Write:
    """One conditional write, with what it means when its condition fails. Built by `put`, `update` and `delete`.

    One that `is_numbered` puts something new under a number of its own, and is refused where that is taken. `keeping`
    gives the same write for an item of a newer shape, of which it keeps what is not known here.
    """

    verb: str
    arguments: dict[str, Any] = field(default_factory=dict)
    explain: Explain = conflict
    is_numbered: bool = False
    keeping: Callable[[], "Write"] | None = None

    @property
    def key(self) -> Key:
        """The key of the item that is written."""
        place = self.arguments["Item" if self.verb == "Put" else "Key"]
        return place["PK"]["S"], place["SK"]["S"]


def put(
    item: Mapping[str, Any],
    condition: str,
    values: Mapping[str, Any] | None = None,
    explain: Explain = conflict,
    *,
    is_of_use: bool = True,
) -> Write:
    """Put an item in today's shape if `condition` holds; what is None it has not. `values` are the condition's own.

    Of an item of a newer shape that is there, what is not known here stays, unless nothing of it `is_of_use`.
    """
    number = shapes.number_of(item["PK"], item["SK"])
    has = {name: value for name, value in item.items() if value is not None}
    arguments = {"Item": marshal({**has, **shapes.stamp(number)})}
    if condition == NEW or not is_of_use:
        return _write("Put", arguments, condition, values, explain)
    known, given = f"({condition}) AND {shapes.KNOWN}", {**(values or {}), ":shape": number}
    keeping = partial(_keep, item, condition, values or {}, explain)
    return _write("Put", arguments, known, given, explain, keeping)


def update(key: Key, expression: str, condition: str, values: Mapping[str, Any], explain: Explain = conflict) -> Write:
    """Update an item in place if `condition` holds; one of an older shape is brought to today's first."""
    number = shapes.number_of(*key)
    if number > shapes.FIRST:
        if NEW in condition:
            expression = shapes.stamped(expression)
        condition, values = f"({condition}) AND {shapes.REACHED}", {**values, ":shape": number}
    return _write("Update", {"Key": _key(key), "UpdateExpression": expression}, condition, values, explain)


def amend(item: Mapping[str, Any], condition: str) -> Write:
    """Give an item what is named, and take from it what is named and None; all else stays as it is."""
    return _keep(item, condition, {}, conflict)


def _keep(item: Mapping[str, Any], condition: str, values: Mapping[str, Any], explain: Explain) -> Write:
    """Write what an item has and what it has not, and nothing else of the one that is there."""
    expression, names, has = shapes.assignment(item)
    arguments: dict[str, Any] = {"UpdateExpression": expression, "ExpressionAttributeNames": names}
    key = _key((item["PK"], item["SK"]))
    return _write("Update", {"Key": key, **arguments}, condition, {**values, **has}, explain)


def _upgrade(found: Item) -> Write:
    """Store an item in today's shape, if it is as it was found; there is nothing to publish."""
    condition, seen, values = shapes.as_found(found)
    write = _keep(shapes.difference(found), condition, values, conflict)
    write.arguments["ExpressionAttributeNames"] |= seen
    return write


def delete(key: Key, condition: str, values: Mapping[str, Any] | None = None, explain: Explain = conflict) -> Write:
    """Delete an item if `condition` holds."""
    return _write("Delete", {"Key": _key(key)}, condition, values, explain)


def same(name: str, seen: frozenset[str], values: dict[str, Any]) -> str:
    """Return the condition that a set is as it was seen, and put it into `values`; an empty set has no attribute."""
    if not seen:
        return f"attribute_not_exists({name})"
    values[f":{name}"] = set(seen)
    return f"{name} = :{name}"


class _Refused(Exception):
    """Writes whose conditions failed, each with the item that stood in its way."""

    def __init__(self, writes: Sequence[tuple[Write, Item | None]]) -> None:
        super().__init__()
        self._writes = writes

    def suited(self, writes: Sequence[Write]) -> tuple[list[Write], list[Write]]:
        """Return what to write first and what then, where items of other shapes were in the way; else nothing.

        Older ones are brought to today's shape, newer ones keep what is not known here.
        """
        found = [(write, item) for write, item in self._writes if item is not None]
        first = [_upgrade(item) for write, item in found if write.verb == "Update" and shapes.is_older(item)]
        kept = {write.key: write.keeping() for write, item in found if write.keeping and shapes.is_newer(item)}
        return first, [kept.get(write.key, write) for write in writes] if first or kept else []

    def explained(self) -> Exception:
        """Return what they say: a write that has no explanation may succeed in another try, and all others with it."""
        refused = [(write, shapes.today(item) if item is not None else None) for write, item in self._writes]
        reasons = [write.explain(item) for write, item in refused if not write.is_numbered]
        found = [reason for reason in reasons if reason is not None]
        if found and len(found) == len(reasons):
            fields = dict.fromkeys(error for one in found if isinstance(one, Refused) for error in one.errors)
            return Refused([*fields]) if all(type(one) is Refused for one in found) else found[0]
        taken = next((item for write, item in refused if write.is_numbered and item is not None), None)
        return ConditionFailed({write.key: item for write, item in refused}, taken)


@dataclass(frozen=True, slots=True)
class Page:
    """Items of one query, and the key to go on after; None at the end."""

    items: list[Item]
    next_key: dict[str, Any] | None


class Table:
    """The table, by way of a transport; `has_time` says whether a call would end in time.

    Every call raises Contended when it could not be made, and a read also when the table is unwell.
    """

    def __init__(self, transport: Transport, name: str, has_time: Callable[[], bool] = lambda: True) -> None:
        self._transport = transport
        self._has_time = has_time
        self.name = name

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        """Return one item or None."""
        answer = self._call("GetItem", Key=_key(key), ConsistentRead=consistent)
        return shapes.read(answer["Item"]) if "Item" in answer else None

    def batch_get(self, keys: Iterable[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """Return those of at most 100 items that exist, in one round trip unless the table holds some back.

        Raises Contended when the table keeps holding some back.
        """
        found: dict[Key, Item] = {}
        pending: Any = {self.name: {"Keys": [_key(key) for key in keys], "ConsistentRead": consistent}}
        for _ in range(5):
            answer = self._send("BatchGetItem", RequestItems=pending)
            for raw in answer["Responses"].get(self.name, []):
                item = shapes.read(raw)
                found[item["PK"], item["SK"]] = item
            pending = answer.get("UnprocessedKeys")
            if not pending:
                return found
        raise Contended("BatchGetItem")

    def query(
        self,
        partition: str,
        prefix: str,
        *,
        consistent: bool = False,
        limit: int | None = None,
        start_key: Mapping[str, Any] | None = None,
        newest_first: bool = False,
    ) -> Page:
        """Return a page of the partition's items whose sort key begins with `prefix`, in key order or against it."""
        arguments: dict[str, Any] = {
            "KeyConditionExpression": "PK = :pk AND begins_with(SK, :sk)",
            "ExpressionAttributeValues": marshal({":pk": partition, ":sk": prefix}),
            "ConsistentRead": consistent,
            "ScanIndexForward": not newest_first,
        }
        return self._page(arguments, limit, start_key)

    def query_all(
        self, partition: str, prefix: str, *, consistent: bool = False, at_once: int | None = None, after: str = ""
    ) -> Iterator[Item]:
        """Yield all items of the partition whose sort key begins with `prefix`, those that sort behind `after`.

        They are read when they are asked for: as many at once as the table gives, or `at_once`.
        """
        start = {"PK": partition, "SK": after} if after else None
        return _every(
            lambda last: self.query(partition, prefix, consistent=consistent, limit=at_once, start_key=last or start)
        )

    def query_between(self, partition: str, first: str, last: str) -> Iterator[Item]:
        """Yield all items of the partition with a sort key from `first` to `last`, read strongly, page by page."""
        arguments: dict[str, Any] = {
            "KeyConditionExpression": "PK = :pk AND SK BETWEEN :first AND :last",
            "ExpressionAttributeValues": marshal({":pk": partition, ":first": first, ":last": last}),
            "ConsistentRead": True,
        }
        return _every(lambda after: self._page(dict(arguments), None, after))

    def query_due(self, shard: str, until: str, *, limit: int, start_key: Mapping[str, Any] | None = None) -> Page:
        """Return a page of the keys in a shard of the `due` index whose instant is at most `until`, earliest first."""
        arguments: dict[str, Any] = {
            "IndexName": DUE_INDEX,
            "KeyConditionExpression": "due_shard = :shard AND due_at <= :until",
            "ExpressionAttributeValues": marshal({":shard": shard, ":until": until}),
        }
        return self._page(arguments, limit, start_key, unmarshal)

    def write(self, writes: Sequence[Write]) -> None:
        """Do all writes or none: a single one by itself, several as one transaction (at most 100).

        What they leave for the publisher gets the id of the request that is being served.

        What got no answer is sent once more: its condition, or the token of the transaction, keeps it from being done
        twice. When nothing was done, raises Contended, ConditionFailed or, where each write that was refused has an
        explanation for it, the first of these, or all in one where they refuse fields; Unanswered when it is not known
        what was done.
        """
        token, sent = ids.new_guid(), [_correlated(write, served()) for write in writes]
        try:
            self._send_writes(sent, token)
        except Unanswered:
            try:
                self._send_writes(sent, token)
            except (_Refused, Contended) as failure:
                # What stands in its way may be what it did itself.
                raise Unanswered("write") from failure
        except _Refused as refused:
            first, then = refused.suited(writes)
            if not then:
                raise refused.explained() from None
            if first:
                self._upgrade(first)
            self.write(then)

    def _upgrade(self, upgrades: Sequence[Write]) -> None:
        """Write these before what was asked for; of that nothing is done where they fail."""
        try:
            self._send_writes(upgrades, ids.new_guid())
        except (_Refused, Unanswered) as failure:
            raise Contended("upgrade") from failure

    def _send_writes(self, writes: Sequence[Write], token: str) -> None:
        if len(writes) == 1:
            self._write_one(writes[0])
        else:
            self._transact(writes, token)

    def _write_one(self, write: Write) -> None:
        try:
            self._call(f"{write.verb}Item", **write.arguments)
        except ServiceError as failure:
            if failure.code != "ConditionalCheckFailedException":
                raise
            found = failure.response.get("Item")
            raise _Refused([(write, unmarshal(found) if found else None)]) from None

    def _transact(self, writes: Sequence[Write], token: str) -> None:
        operations: Any = [{write.verb: {"TableName": self.name, **write.arguments}} for write in writes]
        try:
            self._send("TransactWriteItems", TransactItems=operations, ClientRequestToken=token)
        except ServiceError as failure:
            if failure.code != "TransactionCanceledException":
                raise
            reasons = failure.response.get("CancellationReasons", [])
            refused = [
                (write, unmarshal(reason["Item"]) if reason.get("Item") else None)
                for write, reason in zip(writes, reasons, strict=False)
                if reason.get("Code") == "ConditionalCheckFailed"
            ]
            if refused:
                raise _Refused(refused) from None
            if all(reason.get("Code") in _CONTENTION | {"None"} for reason in reasons):
                raise Contended("TransactWriteItems") from None
            raise

    def _page(
        self,
        arguments: dict[str, Any],
        limit: int | None,
        start_key: Mapping[str, Any] | None,
        read: Callable[[Item], Item] = shapes.read,
    ) -> Page:
        if limit is not None:
            arguments["Limit"] = limit
        if start_key is not None:
            arguments["ExclusiveStartKey"] = marshal(start_key)
        answer = self._call("Query", **arguments)
        last = answer.get("LastEvaluatedKey")
        return Page([read(item) for item in answer["Items"]], unmarshal(last) if last else None)

    def _call(self, operation: str, **arguments: Any) -> Any:
        return self._send(operation, TableName=self.name, **arguments)

    def _send(self, operation: str, **arguments: Any) -> Any:
        if not self._has_time():
            raise Contended(operation)
        try:
            return self._transport.call(operation, arguments)
        except ServiceError as failure:
            if failure.code in _THROTTLES:
                raise Contended(operation) from failure
            if failure.code not in _UNWELL and failure.status < _FAULTY:
                raise
            raise _without_answer(operation) from failure
        except NotSent as failure:
            raise Contended(operation) from failure
        except NoAnswer as failure:
            raise _without_answer(operation) from failure


def _without_answer(operation: str) -> Exception:
    """A read may be repeated whatever became of it."""
    return Contended(operation) if operation in _READS else Unanswered(operation)


def _every(page_after: Callable[[dict[str, Any] | None], Page]) -> Iterator[Item]:
    start_key: dict[str, Any] | None = None
    while True:
        page = page_after(start_key)
        yield from page.items
        start_key = page.next_key
        if start_key is None:
            return


def _key(key: Key) -> dict[str, Any]:
    return {"PK": {"S": key[0]}, "SK": {"S": key[1]}}


def _write(
    verb: str,
    arguments: dict[str, Any],
    condition: str,
    values: Mapping[str, Any] | None,
    explain: Explain,
    keeping: Callable[[], Write] | None = None,
) -> Write:
    arguments |= {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    if values:
        arguments["ExpressionAttributeValues"] = marshal(values)
    return Write(verb, arguments, explain, keeping=keeping)


def _correlated(write: Write, request: str) -> Write:
    """Return the write with the id of the request in the note that it leaves, where it leaves one."""
    place, name = ("Item", "note") if write.verb == "Put" else ("ExpressionAttributeValues", ":note")
    values = write.arguments.get(place, {})
    if not request or name not in values:
        return write
    note = {"S": correlated(values[name]["S"], request)}
    return replace(write, arguments=write.arguments | {place: values | {name: note}})
