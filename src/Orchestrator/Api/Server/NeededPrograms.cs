using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Configuration;

namespace Orchestrator.Api.Server;

/// <summary>Whether the coding agents of a team are installed: said before anything is started, with how to get them.</summary>
/// <param name="missing">What an agent's profile needs and is not there; null for nothing.</param>
internal sealed class NeededPrograms(Func<AgentDefinition, MissingProgram?> missing)
{
    /// <summary>What a launch would be refused for.</summary>
    internal IEnumerable<string> Notes(IEnumerable<AgentDefinition> agents) => Missing(agents).Select(found => $"It would be refused: {found.Problem} To get it: {found.Mend}");

    /// <exception cref="ApiFault">A program is missing, or a profile has mistakes; nothing was started.</exception>
    internal void Demand(IEnumerable<AgentDefinition> agents)
    {
        if (Missing(agents).ToList() is not [_, ..] all) return;
        throw ApiFault.Refused(
            string.Join(' ', all.Select(found => found.Problem)),
            $"{string.Join(' ', all.Select(found => $"Get it: {found.Mend}"))} Or choose another: --profile, orc doctor shows which are there.");
    }

    // An agent with a command of the user's needs no program of its profile.
    private IEnumerable<MissingProgram> Missing(IEnumerable<AgentDefinition> agents) =>
        agents.Select(agent => (agent.Command, Missing: Look(agent))).Where(look => look.Command is null).Select(look => look.Missing).OfType<MissingProgram>().Distinct();

    private MissingProgram? Look(AgentDefinition agent)
    {
        try
        {
            return missing(agent);
        }
        catch (SettingsException e)
        {
            throw ApiFault.Invalid($"The profile {agent.Profile} cannot be used. {e.Message}", "Correct it and try again; the daemon need not be restarted.");
        }
    }
}
