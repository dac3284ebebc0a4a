using System.Globalization;

namespace Orchestrator.Agents.Sessions;

/// <summary>The signals of Linux by name.</summary>
public static class SignalNames
{
    private const int Last = 31;

    private static readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["ABRT"] = 6,
        ["KILL"] = 9,
        ["USR1"] = 10,
        ["USR2"] = 12,
        ["PIPE"] = 13,
        ["ALRM"] = 14,
        ["TERM"] = 15,
        ["CONT"] = 18,
        ["STOP"] = 19,
        ["TSTP"] = 20,
        ["TTIN"] = 21,
        ["TTOU"] = 22,
        ["WINCH"] = 28,
    };

    /// <summary>Reads <c>TERM</c>, <c>SIGTERM</c>, <c>term</c> or <c>15</c>.</summary>
    /// <exception cref="SessionException">It is no signal.</exception>
    public static int Parse(string text)
    {
        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        if (_numbers.TryGetValue(name, out var number)) return number;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= Last
            ? number
            : throw SessionException.Invalid($"{SafeName.Quote(text)} is no signal.", $"Write one of {string.Join(", ", _numbers.Keys)}, or a number from 1 to {Last}.");
    }
}
