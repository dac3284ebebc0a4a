using System.Text.Json.Serialization;

namespace Orchestrator.Api.Contracts;

/// <summary>Creates a session; see <c>orc session create</c>.</summary>
internal sealed record CreateSessionRequest(string Name, string Directory, string? Layout = null);

/// <summary>Creates a pane; see <c>orc pane create</c>.</summary>
internal sealed record CreatePaneRequest(string? Label = null, string? Command = null, string? Directory = null, string? Window = null, string? Layout = null);

/// <summary>Types a command, and waits for its end when asked.</summary>
internal sealed record ExecRequest(string Command, bool Wait = false, double? TimeoutSeconds = null, bool Force = false);

/// <summary>Waits for a pane's program.</summary>
internal sealed record WaitRequest(double? TimeoutSeconds = null);

/// <summary>Types keys, or text.</summary>
internal sealed record KeysRequest(IReadOnlyList<string> Keys, bool Literal = false);

/// <summary>Sends a signal.</summary>
internal sealed record SignalRequest(string Signal);

/// <summary>Searches screen and history.</summary>
internal sealed record PatternRequest(string Pattern, int? Lines = null);

/// <summary>Arranges a session's window, or saves its arrangement.</summary>
internal sealed record LayoutRequest(string? Layout = null, string? Save = null, string? Window = null);

/// <summary>Notes something on a pane.</summary>
internal sealed record MetadataRequest(string Value);

/// <summary>One pane, as it stands. <paramref name="Index"/> is its place in the session; window and pane index are tmux's own.</summary>
internal sealed record TerminalInfo(
    string PaneId, int Index, string? Label, string Session, string Window, string WindowId, int WindowIndex, int PaneIndex, int Pid, string Command, string Dir,
    string State, string Title, int Columns, int Rows, bool Active, bool InMode, string? Agent, int? ExitCode, int? ExitSignal);

/// <summary>One session, as it stands.</summary>
internal sealed record SessionInfo(string Name, string Id, int Windows, int Attached, DateTimeOffset CreatedAt);

internal sealed record SessionsAnswer(IReadOnlyList<SessionInfo> Sessions);

internal sealed record SessionAnswer(SessionInfo Session, IReadOnlyList<TerminalInfo> Panes);

internal sealed record SyncAnswer(SessionInfo Session, IReadOnlyList<string> Changes, IReadOnlyList<TerminalInfo> Panes);

internal sealed record PanesAnswer(IReadOnlyList<TerminalInfo> Panes, int Count);

internal sealed record PaneAnswer(TerminalInfo Pane);

internal sealed record RunningAnswer(bool Running, string State, string Command, string PaneId);

internal sealed record CaptureAnswer(string PaneId, string Output);

/// <summary>What became of a command. Exit code and output only when it was waited for.</summary>
internal sealed record ExecAnswer(string PaneId, bool Waited, int? ExitCode = null, string? Output = null, bool Truncated = false, bool TimedOut = false, bool LeftRunning = false);

/// <summary>How a pane stood when the waiting was over.</summary>
internal sealed record WaitAnswer(bool TimedOut, TerminalInfo? Pane);

internal sealed record SignalAnswer(IReadOnlyList<int> Signalled);

internal sealed record PatternAnswer(bool Matched, int Count, string? Match, string? Line);

internal sealed record LayoutAnswer(string? Layout, string? Saved, IReadOnlyList<TerminalInfo> Panes);

internal sealed record MetadataAnswer(string Key, string Value);

internal sealed record AllMetadataAnswer(IReadOnlyDictionary<string, string> Metadata);

internal sealed record ProcessInfo(int Pid, int Parent, string Name, string CommandLine, double CpuSeconds, long RssBytes);

internal sealed record MetricsAnswer(string PaneId, double CpuPercent, double CpuSeconds, long RssBytes, IReadOnlyList<ProcessInfo> Processes);

/// <summary>The JSON of sessions and panes; as <see cref="ApiJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(CreateSessionRequest))]
[JsonSerializable(typeof(CreatePaneRequest))]
[JsonSerializable(typeof(ExecRequest))]
[JsonSerializable(typeof(WaitRequest))]
[JsonSerializable(typeof(KeysRequest))]
[JsonSerializable(typeof(SignalRequest))]
[JsonSerializable(typeof(PatternRequest))]
[JsonSerializable(typeof(LayoutRequest))]
[JsonSerializable(typeof(MetadataRequest))]
[JsonSerializable(typeof(SessionsAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(SyncAnswer))]
[JsonSerializable(typeof(PanesAnswer))]
[JsonSerializable(typeof(PaneAnswer))]
[JsonSerializable(typeof(RunningAnswer))]
[JsonSerializable(typeof(CaptureAnswer))]
[JsonSerializable(typeof(ExecAnswer))]
[JsonSerializable(typeof(WaitAnswer))]
[JsonSerializable(typeof(SignalAnswer))]
[JsonSerializable(typeof(PatternAnswer))]
[JsonSerializable(typeof(LayoutAnswer))]
[JsonSerializable(typeof(MetadataAnswer))]
[JsonSerializable(typeof(AllMetadataAnswer))]
[JsonSerializable(typeof(MetricsAnswer))]
internal sealed partial class SessionJson : JsonSerializerContext;
