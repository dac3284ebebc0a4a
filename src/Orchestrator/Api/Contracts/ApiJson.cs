using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Api.Contracts;

/// <summary>The JSON of the API on both sides: snake_case, unknown fields refused, code generated at compile time so that a command starts quickly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(LaunchRequest))]
[JsonSerializable(typeof(ResumeRequest))]
[JsonSerializable(typeof(AddAgentRequest))]
[JsonSerializable(typeof(SendRequest))]
[JsonSerializable(typeof(BroadcastRequest))]
[JsonSerializable(typeof(ReplyRequest))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(ReportRequest))]
[JsonSerializable(typeof(HookRequest))]
[JsonSerializable(typeof(StopDaemonRequest))]
[JsonSerializable(typeof(ProjectAnswer))]
[JsonSerializable(typeof(ProjectsAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(AgentAnswer))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(MessagesAnswer))]
[JsonSerializable(typeof(CheckInAnswer))]
[JsonSerializable(typeof(CheckInsAnswer))]
[JsonSerializable(typeof(PermissionsAnswer))]
[JsonSerializable(typeof(PermissionAnswer))]
[JsonSerializable(typeof(AnswerPermissionRequest))]
[JsonSerializable(typeof(LimitsAnswer))]
[JsonSerializable(typeof(LimitAnswer))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(RunPipelineRequest))]
[JsonSerializable(typeof(PipelineAnswer))]
[JsonSerializable(typeof(PipelinesAnswer))]
[JsonSerializable(typeof(PipelineCheckAnswer))]
[JsonSerializable(typeof(DaemonAnswer))]
[JsonSerializable(typeof(WatchRequest))]
[JsonSerializable(typeof(WatchAnswer))]
[JsonSerializable(typeof(RecordRequest))]
[JsonSerializable(typeof(RecordAnswer))]
[JsonSerializable(typeof(SubscribeRequest))]
[JsonSerializable(typeof(SubscriptionAnswer))]
[JsonSerializable(typeof(SubscriptionsAnswer))]
[JsonSerializable(typeof(SubscriptionLogAnswer))]
[JsonSerializable(typeof(AddTaskRequest))]
[JsonSerializable(typeof(TaskActionRequest))]
[JsonSerializable(typeof(TaskAnswer))]
[JsonSerializable(typeof(TasksAnswer))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(MergeAnswer))]
[JsonSerializable(typeof(MergesAnswer))]
[JsonSerializable(typeof(BranchesAnswer))]
[JsonSerializable(typeof(WorktreesAnswer))]
[JsonSerializable(typeof(CollectWorktreesRequest))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(DoneAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
