namespace Orchestrator.TmuxAdapter;

/// <summary>Why a line is given just now.</summary>
public enum LineEnd
{
    /// <summary>The program ended it.</summary>
    LineFeed,

    /// <summary>The program is about to write over it, or to erase some of it: this is how it stood.</summary>
    Overwritten,

    /// <summary>The cursor left it for another row.</summary>
    Left,

    /// <summary>Nothing more has come for a moment; it may still grow.</summary>
    Paused,

    /// <summary>Nothing more has come for long: it is a prompt, or something like it.</summary>
    Rested,
}

/// <summary>Where a line stands.</summary>
/// <param name="Row">Counts the rows of the output, from 0 at the start; the same number means the same row of the screen.</param>
/// <param name="Kept">How many characters at its beginning have not changed since it was given last.</param>
/// <param name="End">Why it is given.</param>
/// <param name="IsEcho">Whether a shell's line editor wrote it: a prompt and what was typed at it.</param>
/// <param name="IsAlternate">Whether it is on the alternate screen of a full-screen program.</param>
public readonly record struct LinePlace(long Row, int Kept, LineEnd End, bool IsEcho, bool IsAlternate);

/// <summary>Receives a pane's output as the lines of plain text that were on its screen.</summary>
public interface IOutputLines
{
    /// <summary>Takes a line, without its end; the text is the caller's again when this returns.</summary>
    void OnLine(ReadOnlySpan<char> text, LinePlace place);

    /// <summary>The cursor goes to a row where something may stand already: what is written from there on may be a repetition.</summary>
    void OnMove(long row)
    {
    }

    /// <summary>The screen changed to the alternate one or back, or a command was entered at a shell: what stood before is not repeated.</summary>
    void OnReset(bool isAlternate)
    {
    }

    /// <summary>The program rang the bell.</summary>
    void OnBell()
    {
    }

    /// <summary>The program gave the terminal a title.</summary>
    void OnTitle(string title)
    {
    }
}
