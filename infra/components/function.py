"""One function as the house makes it: own role, own log group, a time-out, the shared layer."""

from collections.abc import Mapping

from aws_cdk import AssetHashType, Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from contract.wiring import FUNCTIONS
from infra.components.bundle import LAYER, ROOT, bundling, function_package, layer_package
from infra.components.grants import WRITE_LOG, accept, allow
from infra.components.logs import log_group
from infra.settings import Settings
from savings.deadline import TIMEOUTS

_ARCHITECTURES = {"arm64": lambda_.Architecture.ARM_64, "x86_64": lambda_.Architecture.X86_64}
PERIOD = Duration.minutes(5)


def make_layer(scope: Construct, settings: Settings) -> lambda_.LayerVersion:
    """Add the layer: the locked dependencies and the `savings` package."""
    bundle = layer_package(settings.python, settings.architecture, require_bytecode=settings.is_live)
    return lambda_.LayerVersion(
        scope,
        "Layer",
        code=lambda_.Code.from_asset(str(LAYER), bundling=bundling(bundle), asset_hash_type=AssetHashType.OUTPUT),
        compatible_runtimes=[lambda_.Runtime.PYTHON_3_13],
        compatible_architectures=[_ARCHITECTURES[settings.architecture]],
        description="Dependencies and the shared package of the savings-goals platform",
    )


class ServiceFunction(Construct):
    """A function as it is wired, with its variables of `values`; `role` may write its own log and traces, and no more.

    `at_once` is how many run at once, at most; these are set apart for it where the settings say so.
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        layer: lambda_.LayerVersion,
        settings: Settings,
        memory: int,
        values: Mapping[str, str | None],
        calls_itself: bool = False,
        at_once: int | None = None,
    ) -> None:
        super().__init__(scope, name)
        self.service = name.lower()
        wired = FUNCTIONS[self.service]
        self._namespace = f"SavingsGoals/{settings.stage}"
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log = log_group(self, self.service, settings)
        allow(self.role, WRITE_LOG, log.log_group_arn)
        own = f"arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:{log.log_group_name}:*"
        accept(self.role, f"IAM5[Resource::{own}]", "The streams of its own log group are named by AWS Lambda.")
        source = ROOT / "functions" / wired.package
        bundle = function_package(
            wired.package, settings.python, settings.architecture, require_bytecode=settings.is_live
        )
        self.function = lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=_ARCHITECTURES[settings.architecture],
            code=lambda_.Code.from_asset(str(source), bundling=bundling(bundle), asset_hash_type=AssetHashType.OUTPUT),
            handler=wired.handler,
            layers=[layer],
            role=self.role,
            log_group=log,
            tracing=lambda_.Tracing.ACTIVE if settings.tracing else lambda_.Tracing.DISABLED,
            memory_size=memory,
            timeout=Duration.seconds(TIMEOUTS[self.service]),
            reserved_concurrent_executions=at_once if settings.reserve_concurrency else None,
            # AWS stops what looks like an endless loop after 16 rounds; who re-queues its own rest must say so.
            recursive_loop=lambda_.RecursiveLoop.ALLOW if calls_itself else lambda_.RecursiveLoop.TERMINATE,
            environment={
                "POWERTOOLS_SERVICE_NAME": self.service,
                "POWERTOOLS_METRICS_NAMESPACE": self._namespace,
                "LOG_LEVEL": "INFO",
                **wired.environment(values),
            },
        )
        self.alias = lambda_.Alias(self, "Live", alias_name="live", version=self.function.current_version)
        for rule in ("L1", "Serverless-LambdaLatestVersion"):
            accept(
                self.function,
                rule,
                "Layer and tests are made for Python 3.13, which AWS supports; a new version comes with its own lock.",
            )
        accept(
            self.function,
            "Serverless-LambdaDLQ",
            "What fails is kept by who calls: a caller gets an error, queue and stream have dead letters, and so has "
            "the schedule with the destination of its function.",
        )
        if not settings.tracing:
            accept(self.function, "Serverless-LambdaTracing", "Traces cost more than they show: the setting `tracing`.")
        else:
            accept(
                self.role,
                "IAM5[Resource::*]",
                "X-Ray has no resources: to write traces is allowed on all or on none.",
            )

    def emitted(self, name: str, statistic: str = "Sum") -> cloudwatch.Metric:
        """Give a metric that the function writes into its log."""
        return cloudwatch.Metric(
            namespace=self._namespace,
            metric_name=name,
            dimensions_map={"service": self.service},
            statistic=statistic,
            period=PERIOD,
        )

    @property
    def arn(self) -> str:
        """The ARN of the version in service, which callers call: a release moves it."""
        return self.alias.function_arn
