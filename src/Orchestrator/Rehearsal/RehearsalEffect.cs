namespace Orchestrator.Rehearsal;

/// <summary>What the agent wants done outside itself, in order.</summary>
internal abstract record RehearsalEffect
{
    /// <summary>One line for the transcript, above the composer.</summary>
    public sealed record Print(string Line) : RehearsalEffect;

    /// <summary>An entry of the record file; on disk before anything later is done.</summary>
    public sealed record Record(RecordKind Kind, byte[] Bytes, long Prompt = 0, string Detail = "") : RehearsalEffect;

    /// <summary>A turn goes on with a text that the hook of its end was given; as with the CLIs seen, no hook tells of it.</summary>
    public sealed record GoOn(string Text) : RehearsalEffect;

    /// <summary>What a CLI's hook would say.</summary>
    public sealed record Notify(HookKind Kind, string? Prompt = null, string? Text = null) : RehearsalEffect;

    /// <summary>Runs a command line; its output and end come back.</summary>
    public sealed record RunCommand(string Command, IReadOnlyDictionary<string, string> Environment) : RehearsalEffect;

    /// <summary>Kills the command that runs, with all its children.</summary>
    public sealed record StopCommand : RehearsalEffect;

    public sealed record Flood(long Bytes) : RehearsalEffect;

    public sealed record RingBell : RehearsalEffect;

    /// <summary>Ends the process. Properly: the terminal is put back and the session's end is reported first.</summary>
    public sealed record End(int ExitCode, bool Properly) : RehearsalEffect;

    public sealed record Kill(int Signal) : RehearsalEffect;
}

/// <summary>Kinds of entries in the record file.</summary>
internal enum RecordKind
{
    /// <summary>The agent is up.</summary>
    Started,

    /// <summary>Enter took a draft: the exact bytes of one prompt. It may still wait for the turn before it.</summary>
    Submitted,

    /// <summary>A turn on this prompt began.</summary>
    Taken,

    /// <summary>A permission dialog was answered; the bytes are the key.</summary>
    Answered,

    /// <summary>Input that was lost: ignored, or typed into a dialog.</summary>
    Lost,

    /// <summary>The agent ends by itself; a killed one writes nothing.</summary>
    Ended,
}

/// <summary>What is reported to Orchestrator, with the names that its API knows.</summary>
internal enum HookKind
{
    SessionStarted,
    PromptSubmitted,
    TurnEnded,
    TurnFailed,
    PermissionAsked,
    SessionEnded,
}
