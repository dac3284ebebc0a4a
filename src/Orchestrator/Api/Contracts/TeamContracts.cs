namespace Orchestrator.Api.Contracts;

/// <summary>Makes a team what a file says. The path is absolute.</summary>
/// <param name="Path">A YAML file with the keys of a spec's front matter, or a spec.</param>
/// <param name="Project">The project's name, where the file does not say it.</param>
/// <param name="Directory">Where it works, should it be launched: absolute.</param>
/// <param name="DryRun">Whether only the difference is wanted.</param>
/// <param name="AgentCommand">What every agent runs instead of a profile, should the project be launched.</param>
internal sealed record ApplyRequest(string Path, string? Project = null, string? Directory = null, bool DryRun = false, string? AgentCommand = null, string? Key = null);

/// <summary>What was changed, or would be.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="DryRun">Whether nothing was done.</param>
/// <param name="Changes">Every step; none when everything is as the file says.</param>
/// <param name="Notes">What else the user is to know.</param>
internal sealed record ApplyAnswer(string Project, bool DryRun, IReadOnlyList<ChangeInfo> Changes, IReadOnlyList<string> Notes);

/// <summary>One step.</summary>
/// <param name="Action"><c>launch</c>, <c>add</c>, <c>end</c>, <c>replace</c>, <c>check_in</c> or <c>update_spec</c>.</param>
/// <param name="Target">The agent or project.</param>
/// <param name="Role">The agent's role.</param>
/// <param name="Detail">Why, or what changes.</param>
internal sealed record ChangeInfo(string Action, string Target, string? Role, string Detail);

/// <summary>Gives a running project another text of its spec.</summary>
/// <param name="Path">The file, absolute; null for the one that it was read from.</param>
/// <param name="DryRun">Whether only the difference is wanted.</param>
internal sealed record UpdateSpecRequest(string? Path = null, bool DryRun = false);

/// <summary>How a project's spec has changed.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Revision">Counts its versions, from 1 for that of the launch.</param>
/// <param name="Path">The file.</param>
/// <param name="Changes">A line for each change; none when there was none.</param>
/// <param name="Told">Who is told.</param>
/// <param name="Tasks">The tasks that were added.</param>
internal sealed record SpecAnswer(string Project, int Revision, string Path, bool DryRun, IReadOnlyList<string> Changes, IReadOnlyList<string> Told, IReadOnlyList<string> Tasks);
