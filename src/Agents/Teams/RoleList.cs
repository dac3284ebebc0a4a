using Orchestrator.Agents.Specs;
using System.Globalization;

namespace Orchestrator.Agents.Teams;

/// <summary>Reads <c>developer:2,tester</c>.</summary>
public static class RoleList
{
    private const int MaxCount = 1000;

    /// <summary>Reads roles, separated by commas or spaces, each with an optional number; whether they exist is checked later.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="source">The option or file it stands in.</param>
    /// <param name="line">The line in the file, from 1; 0 for an option.</param>
    /// <param name="errors">What is wrong with it.</param>
    public static IReadOnlyList<RoleRequest> Parse(string text, string source, int line, out IReadOnlyList<SpecError> errors)
    {
        var requests = new List<RoleRequest>();
        var problems = new List<SpecError>();
        foreach (var entry in text.Split([',', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = entry.Split(':', 2);
            var count = 1;
            if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxCount))
                problems.Add(new SpecError(source, line, $"{SafeName.Quote(entry)} has no number from 1 behind the colon.", "Write a role with its number of agents: developer:2."));
            else
                requests.Add(new RoleRequest(parts[0].ToLowerInvariant(), count, source, line));
        }
        if (requests.Count == 0 && problems.Count == 0)
            problems.Add(new SpecError(source, line, "It names no role.", "Write developer,tester or developer:2,tester."));
        errors = problems;
        return requests;
    }
}
