namespace Orchestrator.Agents.CodingAgents;

/// <summary>How an agent is started. Arguments may hold <c>{session}</c>, <c>{shell}</c>, <c>{prompt}</c> and <c>{hooks}</c>.</summary>
/// <param name="Command">Program and arguments of a new conversation; empty in <c>custom</c>, whose command the user gives.</param>
/// <param name="Environment">Variables besides the usual ones.</param>
/// <param name="FirstPrompt">Arguments that carry the brief; empty when it is typed once the agent is ready.</param>
/// <param name="Resume">Program and arguments that go on with a conversation; empty when it cannot.</param>
/// <param name="Session">Where the conversation's id comes from.</param>
public sealed record ProfileLaunch(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> FirstPrompt,
    IReadOnlyList<string> Resume,
    SessionSource Session)
{
    /// <summary>Whether a restarted agent goes on with a conversation whose id was chosen before its first start.</summary>
    public bool CanResume => Resume.Count > 0 && Session == SessionSource.Assigned;

    /// <summary>The arguments of a new conversation.</summary>
    /// <param name="session">The conversation's id.</param>
    /// <param name="shell">The user's shell.</param>
    /// <param name="prompt">The brief; null, or where the profile has no argument for it, it is to be typed.</param>
    public IReadOnlyList<string> Start(Guid session, string shell, string? prompt = null) =>
        [.. Command.Concat(prompt is null ? [] : FirstPrompt).Select(argument => Fill(argument, session, shell, prompt))];

    /// <summary>The arguments that go on with a conversation.</summary>
    /// <exception cref="InvalidOperationException">The profile cannot; see <see cref="CanResume"/>.</exception>
    public IReadOnlyList<string> Continue(Guid session, string shell) => CanResume
        ? [.. Resume.Select(argument => Fill(argument, session, shell, null))]
        : throw new InvalidOperationException("This profile cannot go on with a conversation.");

    private static string Fill(string argument, Guid session, string shell, string? prompt) => argument switch
    {
        "{session}" => session.ToString(),
        "{shell}" => shell,
        "{prompt}" => prompt ?? "",
        _ => argument,
    };
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
