"""Who is measured: each contender with each request that it serves, started in the same way over the same answers."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bench.artefacts import Artefacts, artefacts
from bench.certificates import certified
from bench.endpoint import Endpoint, Heard
from bench.environment import Environment, FunctionError, Start
from bench.world import TABLE_NAME, Call, world


@dataclass(frozen=True, slots=True)
class Contender:
    """A stack: the package and handler of its function, and the folders of its libraries, as AWS Lambda orders them.

    `trusted` is the file of authorities that it reads when nobody names another.
    """

    package: str
    handler: str
    libraries: tuple[str, ...]
    trusted: str = "runtime/botocore/cacert.pem"


PRODUCT: Final = "product"
EMPTY: Final = "empty"
RAW: Final = "raw"
CONTENDERS: Final[Mapping[str, Contender]] = {
    EMPTY: Contender("peers", "bench.peers.empty.handler", ("runtime",)),
    RAW: Contender("peers", "bench.peers.raw.handler", ("runtime",)),
    "usual": Contender("peers", "bench.peers.usual.handler", ("runtime",)),
    "fastapi": Contender("peers", "bench.peers.fast.handler", ("runtime",)),
    PRODUCT: Contender(
        "{function}",
        "{function}.handler.handler",
        ("layer/python", "runtime"),
        "layer/python/savings/dynamodb/amazon_roots.pem",
    ),
}
TITLES: Final[Mapping[str, str]] = {
    EMPTY: "empty function",
    RAW: "raw signed requests",
    "usual": "boto3 + powertools + pydantic",
    "fastapi": "FastAPI + Mangum",
    PRODUCT: "product",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A contender on a request, with what the engine answers to it, the bytes it logs and the events it leads to."""

    contender: str
    call: Call
    start: Start
    heard: Heard
    logged: int = 0
    events: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Its place in the results."""
        return self.contender, self.call.name


@dataclass(frozen=True, slots=True)
class Ring:
    """All subjects, and the endpoint that answers them."""

    subjects: list[Subject]
    endpoint: Endpoint

    def invoke(self, environment: Environment, subject: Subject) -> int:
        """Have a subject serve its request; return its processor time so far. Raises FunctionError for a refusal."""
        self.endpoint.repeat(subject.heard)
        answered = environment.invoke(subject.call.event)
        if answered.json["statusCode"] >= 300:
            raise FunctionError(f"{subject.key}: {answered.content.decode()}\n{environment.output}")
        return answered.processor


@contextmanager
def ring(only: Collection[str] = (), calls: Collection[str] = (), *, tls: bool = False) -> Iterator[Ring]:
    """Prepare the contenders and requests named, or all: each serves once before the real engine.

    The empty function is always there: it is the floor.
    """
    made = artefacts()
    with ExitStack() as opened:
        data = opened.enter_context(world())
        certificates = opened.enter_context(certified()) if tls else None
        endpoint = opened.enter_context(Endpoint(data.engine.endpoint, certificates.context if certificates else None))

        def heard(name: str, call: Call) -> Subject:
            contender = CONTENDERS[name]
            trust = certificates.beside(made.folder / contender.trusted) if certificates else None
            start = start_of(contender, made, call.function, endpoint.address, trust)
            before = len(data.changes())
            subject = _heard(endpoint, name, call, start)
            return replace(subject, events=data.events(before)) if name == PRODUCT else subject

        every = data.calls()
        subjects = [heard(EMPTY, every[0])]
        for call in every:
            if not calls or call.name in calls:
                names = CONTENDERS if call.all_serve else (PRODUCT,)
                subjects += [heard(name, call) for name in names if name != EMPTY and (not only or name in only)]
        yield Ring(subjects, endpoint)


def start_of(contender: Contender, made: Artefacts, function: str, address: str, trust: Path | None = None) -> Start:
    """Return how a contender's function is started, as the stack would deploy it, with the table at `address`."""
    variables = {
        "AWS_ENDPOINT_URL_DYNAMODB": address,
        "TABLE_NAME": TABLE_NAME,
        "POWERTOOLS_SERVICE_NAME": function,
        "POWERTOOLS_METRICS_NAMESPACE": "SavingsGoals",
        "LOG_LEVEL": "INFO",
    }
    if trust is not None:
        variables["AWS_CA_BUNDLE"] = str(trust)
    return Start(
        interpreter=made.interpreter,
        package=made.folder / contender.package.format(function=function),
        handler=contender.handler.format(function=function),
        libraries=[made.folder / folder for folder in contender.libraries],
        variables=variables,
    )


def _heard(endpoint: Endpoint, name: str, call: Call, start: Start) -> Subject:
    """Let a contender serve its request before the engine, and prove that the same answers suffice again."""
    subject = Subject(name, call, start, endpoint.listen())
    with Environment(start) as environment:
        answered = environment.invoke(call.event)
        if answered.json["statusCode"] >= 300:
            raise FunctionError(f"{subject.key}: {answered.content.decode()}\n{environment.output}")
        endpoint.repeat(subject.heard)
        before = len(environment.output)
        environment.invoke(call.event)
        logged = len(environment.output) - before
    if endpoint.calls != subject.heard.calls:
        raise FunctionError(f"{subject.key} makes {endpoint.calls}, and made {subject.heard.calls} before")
    return replace(subject, logged=logged)
