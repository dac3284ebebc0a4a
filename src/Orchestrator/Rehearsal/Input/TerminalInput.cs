namespace Orchestrator.Rehearsal.Input;

/// <summary>One thing that arrived from the terminal.</summary>
internal abstract record TerminalInput
{
    /// <summary>Bytes that came as typed keys, all those of one read in a row. Holds no control character.</summary>
    public sealed record Typed(byte[] Text) : TerminalInput;

    /// <summary>One bracketed paste, without its brackets, byte for byte.</summary>
    public sealed record Pasted(byte[] Text) : TerminalInput;

    /// <summary>A key that is no text.</summary>
    public sealed record Pressed(TerminalKey Key) : TerminalInput;
}

/// <summary>The keys that a composer or a dialog acts on; all others are <see cref="Other"/>.</summary>
internal enum TerminalKey
{
    Enter,
    NewLine,
    Escape,
    Backspace,
    ClearLine,
    KillLine,
    Interrupt,
    EndOfInput,
    Up,
    Down,
    Other,
}
