namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>Names as tmux can hold and address them.</summary>
public static class TmuxNames
{
    /// <summary>The name tmux is given for a session: as for a window, and <c>:</c>, <c>.</c> (they separate the parts of a target) and a first
    /// <c>=</c> become <c>_</c>.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static string Session(string name)
    {
        if (name.Length == 0) throw new ArgumentException("A session needs a name.", nameof(name));
        var safe = Window(name).Replace(':', '_').Replace('.', '_');
        return safe[0] == '=' ? '_' + safe[1..] : safe;
    }

    /// <summary>The name tmux is given for a window: as it is, but <c>\</c> and <c>$</c>, which tmux would escape in its own way, become
    /// <c>_</c>, and control characters their visible pictures (<c>␊</c> for a line feed).</summary>
    public static string Window(string name) =>
        string.Create(name.Length, name, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = Visible(text[i]);
        });

    private static char Visible(char c) => c switch
    {
        < ' ' => (char)(0x2400 + c),
        '\\' or '$' => '_',
        '\u007f' => '\u2421',
        >= '\u0080' and < '\u00a0' or '\u2028' or '\u2029' => '\ufffd',
        _ => c,
    };
}
