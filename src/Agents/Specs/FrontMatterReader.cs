using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Teams;
using Orchestrator.Runtime.Configuration;
using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Specs;

/// <summary>Reads the settings of one front matter and collects what is wrong with them.</summary>
internal sealed class FrontMatterReader(string source)
{
    internal const string KeysHint = "Keys: name, team, team_type, profile, plan, check_in, windows, worktrees, assignment, merge, test, scaling, depends_on.";

    private static readonly string[] Keys = ["name", "team", "team_type", "profile", "plan", "check_in", "windows", "worktrees", "assignment", "merge", "test", "scaling", "depends_on"];
    private static readonly string[] MemberKeys = ["role", "name", "profile", "credential", "check_in", "count"];

    private readonly List<SpecError> _errors = [];
    private SpecSettings _settings = SpecSettings.None;

    /// <summary>A node's line in the file: the front matter's own first line stands below <c>---</c>.</summary>
    internal static int LineOf(YamlNode node) => (int)node.Start.Line + 1;

    internal (SpecSettings Settings, IReadOnlyList<SpecError> Errors) Read(YamlMappingNode root)
    {
        foreach (var (keyNode, value) in root)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            switch (key)
            {
                case "name": ReadName(value); break;
                case "team": _settings = _settings with { Team = ReadTeam(value) }; break;
                case "team_type": _settings = _settings with { TeamType = Text(key, value) }; break;
                case "profile": _settings = _settings with { Profile = Text(key, value) }; break;
                case "plan": _settings = _settings with { Plan = Text(key, value) }; break;
                case "check_in": _settings = _settings with { CheckIn = ReadCheckIn(key, value) }; break;
                case "windows": _settings = _settings with { Windows = ReadWindows(value) }; break;
                case "worktrees": _settings = _settings with { Worktrees = Choice(key, value, ("true", true), ("false", false)) }; break;
                case "assignment": _settings = _settings with { Assignment = Choice(key, value, ("manager", AssignmentMode.Manager), ("runtime", AssignmentMode.Runtime)) }; break;
                case "merge": _settings = _settings with { Merge = Choice(key, value, ("merge", MergeStyle.Merge), ("rebase", MergeStyle.Rebase)) }; break;
                case "test": _settings = _settings with { Test = Text(key, value) }; break;
                case "scaling": _settings = _settings with { Scaling = ReadScaling(value) }; break;
                case "depends_on": _settings = _settings with { DependsOn = ReadList(key, value) }; break;
                default: Error(keyNode, $"The front matter has an unknown key \"{key}\".", Spelling.Hint(key, Keys)); break;
            }
        }
        return (_settings, _errors);
    }

    private void ReadName(YamlNode node)
    {
        if (Text("name", node) is not { } text)
            return;
        if (ProjectName.TryParse(text.Value, out var name, out var problem))
            _settings = _settings with { Name = new(name, text.Line) };
        else
            Error(node, problem, "");
    }

    private Located<TimeSpan>? ReadCheckIn(string key, YamlNode node)
    {
        if (Text(key, node) is not { } text)
            return null;
        if (DurationText.TryParse(text.Value, TimeSpan.FromMinutes(1), out var every) && every > TimeSpan.Zero)
            return new(every, text.Line);
        Error(node, $"{key} is \"{text.Value}\", which is no interval.", $"Write {DurationText.Forms}; a bare number is minutes.");
        return null;
    }

    /// <summary><c>developer, tester</c> · <c>[developer:2, tester]</c> · <c>{developer: 2}</c> · a list of <c>{role: …, name: …}</c>.</summary>
    private List<RoleRequest> ReadTeam(YamlNode node)
    {
        switch (node)
        {
            case YamlScalarNode { Value.Length: > 0 } scalar:
                return ReadRoles(scalar);
            case YamlSequenceNode list:
                return [.. list.SelectMany(entry => entry is YamlMappingNode member ? ReadMember(member) : ReadRoles(entry))];
            case YamlMappingNode counts:
                return [.. counts.SelectMany(pair => ReadRoles(pair.Key, ":" + (Text("team", pair.Value)?.Value ?? "1")))];
            default:
                Error(node, "team names nobody.", "Write team: [developer, tester].");
                return [];
        }
    }

    /// <summary><c>developer:1-4, tester:2</c> · <c>[developer:1-4, tester:2]</c> · <c>off</c>.</summary>
    private Located<ImmutableList<RoleRange>>? ReadScaling(YamlNode node)
    {
        if (ReadList("scaling", node) is not { } list) return null;
        var ranges = RoleRanges.Parse(string.Join(' ', list.Value), out var problem);
        if (problem is var (message, hint)) Error(node, message, hint);
        return new(ranges, LineOf(node));
    }

    /// <summary><c>a, b</c> · <c>[a, b]</c>.</summary>
    private Located<ImmutableList<string>>? ReadList(string key, YamlNode node)
    {
        var text = node is YamlSequenceNode list ? string.Join(' ', list.Select(e => Text(key, e)?.Value)) : Text(key, node)?.Value;
        return text is null ? null : new([.. text.Split([',', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)], LineOf(node));
    }

    private IReadOnlyList<RoleRequest> ReadMember(YamlMappingNode member)
    {
        string? role = null, profile = null, credential = null;
        var count = "1";
        AgentName? name = null;
        TimeSpan? checkIn = null;
        foreach (var (keyNode, value) in member)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            switch (key)
            {
                case "role": role = Text(key, value)?.Value; break;
                case "profile": profile = Text(key, value)?.Value; break;
                case "credential": credential = ReadCredential(value); break;
                case "count": count = Text(key, value)?.Value ?? "1"; break;
                case "name": name = ReadAgentName(value); break;
                case "check_in": checkIn = ReadCheckIn(key, value)?.Value; break;
                default: Error(keyNode, $"A member of the team has an unknown key \"{key}\".", Spelling.Hint(key, MemberKeys)); break;
            }
        }
        if (role is null)
        {
            Error(member, "A member of the team has no role.", "Write role: developer.");
            return [];
        }
        return [.. Requests(member, role + ":" + count).Select(r => r with { Name = name, Profile = profile, Credential = credential, CheckIn = checkIn })];
    }

    private string? ReadCredential(YamlNode node)
    {
        if (Text("credential", node) is not { } text)
            return null;
        if (Credentials.Problem(text.Value) is not { } problem)
            return text.Value;
        Error(node, problem, "Write credential: work.");
        return null;
    }

    private AgentName? ReadAgentName(YamlNode node)
    {
        if (Text("name", node) is not { } text)
            return null;
        if (AgentName.TryParse(text.Value, out var name, out var problem))
            return name;
        Error(node, problem, "");
        return null;
    }

    private List<RoleRequest> ReadRoles(YamlNode node, string suffix = "") =>
        Text("team", node) is { } text ? Requests(node, text.Value + suffix) : [];

    private List<RoleRequest> Requests(YamlNode node, string text)
    {
        var requests = RoleList.Parse(text, source, LineOf(node), out var errors);
        _errors.AddRange(errors);
        return [.. requests];
    }

    private List<SpecWindow> ReadWindows(YamlNode node)
    {
        if (node is not YamlMappingNode windows)
        {
            Error(node, "windows holds no \"name: command\" lines.", "Write windows: {server: npm run dev}.");
            return [];
        }
        var read = new List<SpecWindow>();
        foreach (var (key, value) in windows)
        {
            var command = value is YamlScalarNode scalar ? scalar.Value ?? "" : null;
            if (command is null)
                Error(value, $"The command of window \"{key}\" is no text.", "Write windows: {server: npm run dev}.");
            else if (ReadAgentName(key) is { } name)
                read.Add(new SpecWindow(name, command, LineOf(key)));
        }
        return read;
    }

    private Located<T>? Choice<T>(string key, YamlNode node, params (string Word, T Value)[] choices)
    {
        if (Text(key, node) is not { } text) return null;
        foreach (var (word, value) in choices)
        {
            if (word == text.Value) return new(value, text.Line);
        }
        Error(node, $"{key} is \"{text.Value}\".", $"Write {string.Join(" or ", choices.Select(c => c.Word))}.");
        return null;
    }

    private Located<string>? Text(string key, YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value))
            return new(value.Trim(), LineOf(node));
        Error(node, node is YamlScalarNode ? $"{key} has no value." : $"{key} is a list or a mapping, not a single value.", $"Write \"{key}: value\" or leave it out.");
        return null;
    }

    private void Error(YamlNode node, string message, string hint) => _errors.Add(new SpecError(source, LineOf(node), message, hint));
}
