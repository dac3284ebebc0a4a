namespace Orchestrator.Agents.PermissionRequests.Rules;

/// <summary>What becomes of a request for permission.</summary>
public enum PermissionDecision
{
    /// <summary>Whoever may decide is asked.</summary>
    Ask,

    /// <summary>It is allowed, this once.</summary>
    Allow,

    /// <summary>It is refused.</summary>
    Deny,
}

/// <summary>Whether a rule is about a request.</summary>
public enum RuleMatch
{
    /// <summary>It is not.</summary>
    No,

    /// <summary>It is.</summary>
    Yes,

    /// <summary>That cannot be told: the request, or what the command would do, is not fully known.</summary>
    Unknown,
}

/// <summary>Who asks, and for what.</summary>
/// <param name="Target">The agent.</param>
/// <param name="Role">The key of its role.</param>
/// <param name="Directory">Where it works; relative paths start there.</param>
/// <param name="Tool">What it wants to do; null when only its dialog is known.</param>
public sealed record RuleSubject(AgentTarget Target, string Role, string Directory, ToolUse? Tool);

/// <summary>One rule of <c>orchestrator.permissions.rules</c>. What it does not name may be anything.</summary>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Decision">What it decides.</param>
/// <param name="Role">Of whose role; <c>*</c> stands for any letters.</param>
/// <param name="Agent">Of whose target, e.g. <c>shop:*</c>.</param>
/// <param name="Tool">Of which tool, e.g. <c>Bash</c> or <c>mcp__github__*</c>.</param>
/// <param name="Command">Of which shell command.</param>
/// <param name="Path">Of which file.</param>
public sealed record PermissionRule(
    int Number, PermissionDecision Decision, NamePattern? Role, NamePattern? Agent, NamePattern? Tool, CommandPattern? Command, PathPattern? Path)
{
    /// <summary>Whether it is about a request. What would be forbidden or asked is recognised in more shapes than what would be allowed.</summary>
    public RuleMatch Match(RuleSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (Role?.Matches(subject.Role) == false || Agent?.Matches(subject.Target.ToString()) == false) return RuleMatch.No;
        if (Tool is null && Command is null && Path is null) return RuleMatch.Yes;
        if (subject.Tool is not { } use) return RuleMatch.Unknown;
        if (Tool?.Matches(use.Tool) == false) return RuleMatch.No;
        if (MatchPath(use, subject.Directory) is RuleMatch.No) return RuleMatch.No;
        return MatchCommand(use);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = new (string Key, object? Value)[] { ("role", Role), ("agent", Agent), ("tool", Tool), ("command", Command), ("path", Path) };
        var about = string.Join(", ", parts.Where(p => p.Value is not null).Select(p => $"{p.Key} \"{p.Value}\""));
        return $"{Decision.ToString().ToLowerInvariant()} {(about.Length > 0 ? about : "everything")}";
    }

    private RuleMatch MatchCommand(ToolUse use)
    {
        if (Command is null) return RuleMatch.Yes;
        if (use.Command is not { } command) return RuleMatch.No;
        return Decision is PermissionDecision.Allow ? (Command.MatchesExactly(command) ? RuleMatch.Yes : RuleMatch.No) : Command.MatchesAnywhere(command);
    }

    private RuleMatch MatchPath(ToolUse use, string directory)
    {
        if (Path is null) return RuleMatch.Yes;
        if (use.Paths.IsEmpty) return RuleMatch.No;
        bool Fits(string path) => Path.Matches(path, directory);
        return (Decision is PermissionDecision.Allow ? use.Paths.All(Fits) : use.Paths.Exists(Fits)) ? RuleMatch.Yes : RuleMatch.No;
    }
}
