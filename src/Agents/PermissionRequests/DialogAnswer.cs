using Orchestrator.Agents.CodingAgents;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.PermissionRequests;

/// <summary>Finds the option of a dialog that an answer means, by its label.</summary>
internal static partial class DialogAnswer
{
    /// <param name="dialog">What is asked.</param>
    /// <param name="allow">Whether it is to be allowed.</param>
    /// <param name="label">Part of the label of the wanted option; null for the one that allows, or refuses, this once.</param>
    /// <returns>Null when none, or more than one, is meant.</returns>
    public static DialogOption? Choose(ScreenDialog dialog, bool allow, string? label)
    {
        if (label is not null)
        {
            var exact = dialog.Options.Where(o => o.Label.Equals(label, StringComparison.OrdinalIgnoreCase)).ToList();
            return Single(exact.Count > 0 ? exact : [.. dialog.Options.Where(o => o.Label.Contains(label, StringComparison.OrdinalIgnoreCase))]);
        }

        return allow
            ? Single([.. dialog.Options.Where(o => Allows().IsMatch(o.Label) && !ForLonger().IsMatch(o.Label))])
            : Single([.. dialog.Options.Where(o => Refuses().IsMatch(o.Label))]);
    }

    private static DialogOption? Single(List<DialogOption> options) => options.Count == 1 ? options[0] : null;

    [GeneratedRegex("^(yes|allow|approve|proceed|accept)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Allows();

    [GeneratedRegex("\\b(always|session|don.t ask|every|all)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForLonger();

    [GeneratedRegex("^(no|reject|deny|refuse|cancel)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refuses();
}
