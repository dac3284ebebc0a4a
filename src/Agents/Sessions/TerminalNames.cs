using System.Buffers;

namespace Orchestrator.Agents.Sessions;

/// <summary>Which names sessions, windows, labels, layouts and metadata may be given. Sessions that a person made in tmux may have any.</summary>
public static class TerminalNames
{
    private const int Longest = 40;

    private static readonly SearchValues<char> _allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Checks a name for something new: 1 to 40 ASCII letters, digits, <c>-</c> and <c>_</c>, a letter or digit first.</summary>
    /// <param name="name">As a person wrote it.</param>
    /// <param name="kind">What it is for, with its article: <c>a session</c>.</param>
    /// <exception cref="SessionException">It cannot be one.</exception>
    public static string Check(string name, string kind)
    {
        var problem = name.Length == 0 ? "it is empty"
            : name.Length > Longest ? $"it has {name.Length} characters, {Longest} are allowed"
            : name.AsSpan().IndexOfAnyExcept(_allowed) is >= 0 and var at ? $"{SafeName.Quote(name[at].ToString())} is not allowed, only letters, digits, \"-\" and \"_\" are"
            : name[0] is '-' or '_' ? $"it begins with \"{name[0]}\", not with a letter or digit"
            : null;
        return problem is null ? name
            : throw SessionException.Invalid($"{SafeName.Quote(name)} cannot be the name of {kind}: {problem}.", "Write for example: build-1");
    }

    /// <summary>Checks a label. A number would be taken for an index.</summary>
    /// <exception cref="SessionException">It cannot be one.</exception>
    public static string CheckLabel(string label) =>
        label.Length > 0 && label.All(char.IsAsciiDigit)
            ? throw SessionException.Invalid($"\"{label}\" cannot be a label: a number is a pane's index.", $"Write for example: pane-{label}")
            : Check(label, "a pane");
}
