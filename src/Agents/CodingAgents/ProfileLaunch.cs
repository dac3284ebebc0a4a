namespace Orchestrator.Agents.CodingAgents;

/// <summary>How an agent is started. Arguments may hold the placeholders of <see cref="LaunchText"/>.</summary>
/// <param name="Command">Program and arguments of a new conversation; empty in <c>custom</c>, whose command the user gives.</param>
/// <param name="Environment">Variables besides the usual ones.</param>
/// <param name="Resume">Program and arguments that go on with a conversation; empty when it cannot.</param>
/// <param name="Session">Where the conversation's id comes from.</param>
public sealed record ProfileLaunch(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Resume,
    SessionSource Session)
{
    /// <summary>Whether a restarted agent goes on with its conversation, once there is one.</summary>
    public bool CanResume => Resume.Count > 0 && Session is not SessionSource.None;
}

/// <summary>Where a conversation's id comes from.</summary>
public enum SessionSource
{
    /// <summary>There is none that is known.</summary>
    None,

    /// <summary>Orchestrator chooses it before the start.</summary>
    Assigned,

    /// <summary>The CLI chooses it and its hook reports it.</summary>
    Reported,
}
