using System.Buffers;

namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>Quotes words for POSIX shells.</summary>
internal static class ShellQuoting
{
    private static readonly SearchValues<char> _plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./");

    public static string Posix(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(_plain) ? text : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
