namespace Orchestrator.Rehearsal.Input;

/// <summary>In which ways a composer is awkward, as seen in real coding agents. The default is not awkward at all.</summary>
internal sealed record ComposerQuirks
{
    /// <summary>Enter this soon after fast typed text puts a line feed into the draft instead of submitting it. Codex: 120 ms.</summary>
    public TimeSpan BurstWindow { get; init; }

    /// <summary>Pastes count as fast text too.</summary>
    public bool PasteIsBurst { get; init; }

    /// <summary>Enter this soon after a paste is swallowed. Gemini, OpenCode and Qwen with long pastes.</summary>
    public TimeSpan EnterSwallowedAfterPaste { get; init; }

    /// <summary>A dialog takes digits and Escape only, and ignores everything else, Enter included.</summary>
    public bool DialogTakesDigitsOnly { get; init; }

    /// <summary>Shown dimmed in the empty composer. It is no draft and is never submitted.</summary>
    public string GhostText { get; init; } = "";

    /// <summary>What stands in the composer at the start, as if a person were typing.</summary>
    public string Draft { get; init; } = "";

    /// <summary>How long after the start all input is lost. Gemini, OpenCode and Qwen.</summary>
    public TimeSpan DeafAtStart { get; init; }

    /// <summary>Leading and trailing white space of a prompt is dropped.</summary>
    public bool TrimsPrompts { get; init; }

    /// <summary>A long paste is submitted as what stands for it in the draft. Qwen Code, on a loaded machine.</summary>
    public bool ForgetsPastes { get; init; }

    /// <summary>A prompt that was taken at once stays in the draft. Claude Code, when Enter comes as a turn ends while its queue holds prompts.</summary>
    public bool LeavesText { get; init; }

    /// <summary>Before what is left in the draft the cursor stands, not behind it. Claude Code, sometimes.</summary>
    public bool LeavesCursorAhead { get; init; }

    /// <summary>How long after it has shown a paste no input is read. Any CLI on a loaded machine.</summary>
    public TimeSpan BusyAfterPaste { get; init; }

    /// <summary>How long after a turn's end a prompt is taken from the queue. Claude Code: 0.1 s, and a turn more where one jumps the queue.</summary>
    public TimeSpan QueueTakenAfter { get; init; }

    /// <summary>A frame reaches the terminal in two halves with this between them, the first one excepted. Any CLI whose frame is larger than a terminal's buffer, on a loaded machine.</summary>
    public TimeSpan FrameTorn { get; init; }

    /// <summary>The awkward composers by name, for <c>--composer</c>.</summary>
    public static IReadOnlyDictionary<string, Func<ComposerQuirks, ComposerQuirks>> Named { get; } =
        new Dictionary<string, Func<ComposerQuirks, ComposerQuirks>>
        {
            ["plain"] = quirks => quirks,
            ["burst"] = quirks => quirks with { BurstWindow = TimeSpan.FromMilliseconds(120) },
            ["burst-paste"] = quirks => quirks with { BurstWindow = TimeSpan.FromMilliseconds(120), PasteIsBurst = true },
            ["slow-enter"] = quirks => quirks with { EnterSwallowedAfterPaste = TimeSpan.FromMilliseconds(250) },
            ["very-slow-enter"] = quirks => quirks with { EnterSwallowedAfterPaste = TimeSpan.FromSeconds(1) },
            ["stuck-enter"] = quirks => quirks with { EnterSwallowedAfterPaste = TimeSpan.FromSeconds(6) },
            ["strict-dialog"] = quirks => quirks with { DialogTakesDigitsOnly = true },
            ["ghost"] = quirks => quirks with { GhostText = "Try \"fix the failing test\"" },
            ["draft"] = quirks => quirks with { Draft = "half a thought of a pers" },
            ["slow-start"] = quirks => quirks with { DeafAtStart = TimeSpan.FromMilliseconds(1500) },
            ["torn"] = quirks => quirks with { FrameTorn = TimeSpan.FromMilliseconds(5), EnterSwallowedAfterPaste = TimeSpan.FromMilliseconds(250) },
            ["long-torn"] = quirks => quirks with { FrameTorn = TimeSpan.FromSeconds(1), EnterSwallowedAfterPaste = TimeSpan.FromSeconds(2) },
            ["forgets-paste"] = quirks => quirks with { ForgetsPastes = true },
            ["leaves-text"] = quirks => quirks with { LeavesText = true },
            ["leaves-text-behind"] = quirks => quirks with { LeavesText = true, LeavesCursorAhead = true },
            ["busy-after-paste"] = quirks => quirks with { BusyAfterPaste = TimeSpan.FromSeconds(1) },
            ["slow-queue"] = quirks => quirks with { QueueTakenAfter = TimeSpan.FromSeconds(10) },
            ["trim"] = quirks => quirks with { TrimsPrompts = true },
        };

    /// <summary>Reads names separated by commas; their quirks add up.</summary>
    /// <exception cref="FormatException">A name is unknown. The message lists the known ones.</exception>
    public static ComposerQuirks Parse(string names) =>
        names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Aggregate(
            new ComposerQuirks(),
            (quirks, name) => Named.TryGetValue(name, out var add)
                ? add(quirks)
                : throw new FormatException($"Unknown composer \"{name}\". Known are {string.Join(", ", Named.Keys)}; join several with commas."));
}
