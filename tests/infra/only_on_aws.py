"""What a template says and the machine of one developer has not, each with its reason."""

from fnmatch import fnmatchcase
from functools import cache
from typing import Final

ONLY_ON_AWS: Final = {
    "*/Tags/*": "they are for the bill",
    "ApiGatewayV2::Api/Api/Description": "for people",
    "ApiGatewayV2::Api/Api/DisableExecuteApiEndpoint": "the local address is the only one",
    "ApiGatewayV2::Api/Api/Name": "for people",
    "ApiGatewayV2::Authorizer/*/ApiId": "there is one API",
    "ApiGatewayV2::Authorizer/*/Name": "for people",
    "ApiGatewayV2::Route/*/ApiId": "there is one API",
    "ApiGatewayV2::Stage/Stage/AccessLogSettings/*": "the log is the process's",
    "ApiGatewayV2::Stage/Stage/ApiId": "there is one API",
    "ApiGatewayV2::Stage/Stage/AutoDeploy": "what is served is what there is",
    "ApiGatewayV2::Stage/Stage/DefaultRouteSettings/*": "one developer needs no limit",
    "ApiGatewayV2::Stage/Stage/RouteSettings/*": "one developer needs no limit",
    "DynamoDB::Table/Table/DeletionProtectionEnabled": "FRESH=1 deletes",
    "DynamoDB::Table/Table/PointInTimeRecoverySpecification/*": "the engine has no backups",
    "DynamoDB::Table/Table/SSESpecification/*": "the file is the developer's",
    "Events::Rule/*/Name": "what a policy names it by",
    "Events::Rule/*/State": "a local rule cannot be off",
    "Events::Rule/*/Targets/*/DeadLetterConfig/*": "a queue in the same process always takes",
    "Events::Rule/*/Targets/*/Id": "a name within the rule",
    "Lambda::EventSourceMapping/*/ScalingConfig/*": "one process has no fleet",
    "Lambda::EventSourceMapping/PublishChanges/BisectBatchOnFunctionError": "a failing record stops the pump",
    "Lambda::EventSourceMapping/PublishChanges/DestinationConfig/*": "a failing record stops the pump",
    "Lambda::EventSourceMapping/PublishChanges/MaximumRecordAgeInSeconds": "a failing record stops the pump",
    "Lambda::EventSourceMapping/PublishChanges/MaximumRetryAttempts": "a failing record stops the pump",
    "Lambda::EventSourceMapping/PublishChanges/ParallelizationFactor": "one publisher keeps up with one machine",
    "Lambda::Function/*/Architectures/*": "the machine is the developer's",
    "Lambda::Function/*/Code/*": "the functions are loaded from their folders",
    "Lambda::Function/*/Environment/Variables/LOG_LEVEL": "the process has one log",
    "Lambda::Function/*/Environment/Variables/POWERTOOLS_*": "the process has one log, and nobody reads metrics",
    "Lambda::Function/*/Layers/*": "the layer is loaded from its folder",
    "Lambda::Function/*/LoggingConfig/*": "the process has one log",
    "Lambda::Function/*/MemorySize": "the machine is the developer's",
    "Lambda::Function/*/RecursiveLoop": "nothing counts the rounds",
    "Lambda::Function/*/ReservedConcurrentExecutions": "one process has no fleet",
    "Lambda::Function/*/Role": "one process has one right",
    "Lambda::Function/*/Runtime": "the machine is the developer's",
    "SQS::Queue/*/DeduplicationScope": "nothing is sent twice here",
    "SQS::Queue/*/FifoThroughputLimit": "one process has no limit",
    "SQS::Queue/*/MessageRetentionPeriod": "a message is handed out at once, and no queue is kept",
    "SQS::Queue/*/SqsManagedSseEnabled": "no queue is kept",
    "SQS::Queue/*/VisibilityTimeout": "a function that runs too long is not stopped here",
    "SQS::Queue/EnqueueDeadLetters/*": "a tick that fails is reported, and the next one covers it",
    "SQS::Queue/PartnerDeadLetters/*": "no partner is called from here",
    "Scheduler::Schedule/*/Description": "for people",
    "Scheduler::Schedule/*/FlexibleTimeWindow/*": "it starts when it is due, or is off",
    "Scheduler::Schedule/*/Target/DeadLetterConfig/*": "a tick that fails is reported, and the next one covers it",
    "Scheduler::Schedule/*/Target/RetryPolicy/*": "a tick that fails is reported, and the next one covers it",
    "Scheduler::Schedule/*/Target/RoleArn": "one process has one right",
    "Scheduler::Schedule/AuditSchedule/ScheduleExpression": "a setting; here it comes with every tick",
    "Scheduler::Schedule/AuditSchedule/Target/Input/minutes": "a setting; here it comes with every tick",
}
"""Reasons by patterns of places, such as `SQS::Queue/CloseQueue/VisibilityTimeout`."""


@cache
def is_only_on_aws(place: str) -> bool:
    """Whether the local stack has nothing like it, and need not."""
    return any(fnmatchcase(place, pattern) for pattern in ONLY_ON_AWS)
