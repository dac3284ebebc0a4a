using Orchestrator.Agents.Specs;
using System.Globalization;

namespace Orchestrator.Agents.Teams;

/// <summary>A wanted agent with its name.</summary>
internal sealed record NamedRole(AgentName Name, Role Role, RoleRequest Request);

/// <summary>Names a team's members: by role, numbered from 1 where a role (or a given name) stands for several.</summary>
internal static class TeamNaming
{
    internal static IReadOnlyList<NamedRole> Name(IReadOnlyList<RoleRequest> requests, IReadOnlyList<SpecWindow> windows, List<SpecError> errors)
    {
        var named = new List<NamedRole>();
        var taken = windows.ToDictionary(w => w.Name, w => $"a window of the spec (line {w.Line})");
        var totals = requests.GroupBy(BaseName).ToDictionary(g => g.Key, g => g.Sum(r => r.Count));
        var numbers = new Dictionary<string, int>();
        foreach (var request in requests)
        {
            for (var i = 0; i < request.Count; i++)
            {
                var name = NameOf(BaseName(request), totals, numbers);
                if (!AgentName.TryParse(name, out var agent, out var problem))
                    errors.Add(new SpecError(request.Source, request.Line, problem, ""));
                else if (!taken.TryAdd(agent, $"another agent ({request.Role})"))
                    errors.Add(new SpecError(request.Source, request.Line, $"The name {agent} is already that of {taken[agent]}.", "Give one of them another name."));
                else
                    named.Add(new NamedRole(agent, Roles.Find(request.Role)!, request));
            }
        }
        return named;
    }

    private static string BaseName(RoleRequest request) => request.Name?.Value ?? request.Role;

    private static string NameOf(string baseName, Dictionary<string, int> totals, Dictionary<string, int> numbers)
    {
        if (totals[baseName] == 1)
            return baseName;
        var number = numbers[baseName] = numbers.GetValueOrDefault(baseName) + 1;
        return baseName + "-" + number.ToString(CultureInfo.InvariantCulture);
    }
}
