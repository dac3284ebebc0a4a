using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Api.Contracts;
using System.Collections.Immutable;

namespace Orchestrator.Api.Server;

/// <summary>What hooks say of a tool's use, with the files as they really are.</summary>
internal static class ToolUses
{
    private const int MaxLinks = 40;

    /// <returns>Null when the hook names no tool.</returns>
    internal static ToolUse? Of(HookRequest request) => Of(request.Tool, request.Command, request.Path);

    /// <summary>A path is followed through its links: a rule is about the file, not about one of its names.</summary>
    internal static ToolUse? Of(string? tool, string? command, string? path) => tool is null ? null : new ToolUse(tool, command, Paths(path));

    private static ImmutableList<string> Paths(string? path)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal)) return [];
        if (!Path.IsPathFullyQualified(path)) return [path];
        var real = Real(path);
        return real == path ? [path] : [path, real];
    }

    /// <summary>Where a path leads, also when its last parts are not there yet. One that cannot be followed leads nowhere that a rule allows.</summary>
    private static string Real(string path)
    {
        var left = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var real = "/";
        for (var links = 0; left.TryPop(out var part);)
        {
            if (part == ".") continue;
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }
            var next = Path.Combine(real, part);
            if (LinkOf(next) is not { } link)
            {
                real = next;
                continue;
            }
            if (++links > MaxLinks) return "/";
            if (Path.IsPathRooted(link)) real = "/";
            foreach (var step in link.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse()) left.Push(step);
        }
        return real;
    }

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "/"; // it cannot be looked at, so where it leads is not known to be allowed
        }
    }
}
