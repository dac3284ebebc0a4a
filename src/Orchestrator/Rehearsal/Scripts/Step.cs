namespace Orchestrator.Rehearsal.Scripts;

/// <summary>One thing a rehearsal agent does in a turn.</summary>
internal abstract record Step
{
    /// <summary>Prints a line of the agent's own words.</summary>
    public sealed record Say(string Text) : Step;

    /// <summary>Is busy for a time, with progress on the screen, then prints a result.</summary>
    public sealed record Work(TimeSpan Duration) : Step;

    /// <summary>Is busy for a time without a byte of output.</summary>
    public sealed record Quiet(TimeSpan Duration) : Step;

    /// <summary>Opens a permission dialog. Allowed: the turn goes on; refused: it ends.</summary>
    public sealed record Ask(string Text) : Step;

    /// <summary>Runs a command line with /bin/sh and shows its output.</summary>
    public sealed record Run(string Command) : Step;

    /// <summary>Ends the process at once with an exit code, as a crash does.</summary>
    public sealed record Crash(int ExitCode) : Step;

    /// <summary>Sends this process a signal, e.g. 9.</summary>
    public sealed record Signal(int Number) : Step;

    /// <summary>No output and no reading of input. Null: for ever.</summary>
    public sealed record Hang(TimeSpan? Duration) : Step;

    /// <summary>Writes this many bytes of text to the terminal as fast as it takes them.</summary>
    public sealed record Flood(long Bytes) : Step;

    /// <summary>Looks idle, but throws away all input for a time.</summary>
    public sealed record Ignore(TimeSpan Duration) : Step;

    /// <summary>Hits a usage limit: every prompt is answered by its text until it resets.</summary>
    public sealed record Limit(TimeSpan Duration) : Step;

    /// <summary>Hits a usage limit with this text, and asks in a dialog what to do about it.</summary>
    public sealed record LimitDialog(string Text) : Step;

    /// <summary>The turn fails with a line on the screen.</summary>
    /// <param name="Line">What is shown.</param>
    /// <param name="Word">What the hook says.</param>
    public sealed record Error(string Line, string Word) : Step;

    /// <summary>Rings the terminal's bell.</summary>
    public sealed record Bell : Step;

    /// <summary>From now on the signals that ask a process to end do nothing, as with some CLIs.</summary>
    public sealed record Stubborn : Step;

    /// <summary>Leaves properly, with an exit code.</summary>
    public sealed record Exit(int ExitCode) : Step;
}
