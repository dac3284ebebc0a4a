using System.Text;

namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>Text inside tmux's formats, where <c>#{…}</c> names a variable and <c>#(…)</c> runs a shell command.</summary>
public static class TmuxFormat
{
    /// <summary>Escapes text so that a format shows it as it is.</summary>
    /// <remarks><c>#</c> is doubled, but not before <c>[</c>: there tmux takes a style and keeps every <c>#</c> (3.3a).</remarks>
    public static string Escape(string text)
    {
        if (!text.Contains('#', StringComparison.Ordinal)) return text;
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length;)
        {
            var run = text.AsSpan(i).IndexOfAnyExcept('#');
            if (run < 0) run = text.Length - i;
            var isStyle = i + run < text.Length && text[i + run] == '[';
            escaped.Append('#', isStyle ? run : run * 2);
            i += run;
            if (i < text.Length) escaped.Append(text[i++]);
        }

        return escaped.ToString();
    }

    /// <summary>Escapes text for a format that also expands dates, as that of <c>display-message</c> and <c>pipe-pane</c> does.</summary>
    public static string EscapeWithTime(string text) => Escape(text.Replace("%", "%%", StringComparison.Ordinal));
}
