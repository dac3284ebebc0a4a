using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;
using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.Agents.Sessions;

/// <summary>What scripts and people note on a pane. tmux keeps it with the pane: it outlives the daemon, moves with the pane, and ends with it.</summary>
/// <param name="directory">Finds the pane.</param>
public sealed class PaneMetadata(PaneDirectory directory)
{
    private const int LongestValue = 64 << 10;

    /// <summary>Sets a value, or changes it.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="pane">Label, index or id.</param>
    /// <param name="key">1 to 40 ASCII letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="value">At most 64 KiB characters, without NUL; empty is a value, too.</param>
    /// <exception cref="SessionException">There is no such pane, or key or value cannot be one.</exception>
    public async Task SetAsync(string session, string pane, string key, string value)
    {
        TerminalNames.Check(key, "metadata");
        if (value.Length > LongestValue || value.Contains('\0', StringComparison.Ordinal))
            throw SessionException.Invalid($"The value of {key} has {value.Length} characters or a NUL; {LongestValue} characters without NUL are possible.", "Put it into a file and note the path.");
        var found = await directory.PaneAsync(session, pane);
        var server = await directory.ServerAsync();
        await server.GetPane(found.Info).SetOptionsAsync(new Dictionary<string, string> { [PaneTags.MetadataPrefix + key] = value });
    }

    /// <exception cref="SessionException">There is no such pane, or nothing is noted under the key.</exception>
    public async Task<string> GetAsync(string session, string pane, string key)
    {
        TerminalNames.Check(key, "metadata");
        var found = await directory.PaneAsync(session, pane);
        return await ReadAsync(await directory.ServerAsync(), found, key) ?? throw SessionException.NotFound(
            $"Pane {found.Name} of session {session} has no metadata {key}.", $"What there is: orc pane metadata get {session} {pane}");
    }

    /// <summary>All of a pane's, by key.</summary>
    /// <exception cref="SessionException">There is no such pane.</exception>
    public async Task<IReadOnlyDictionary<string, string>> AllAsync(string session, string pane)
    {
        var found = await directory.PaneAsync(session, pane);
        var server = await directory.ServerAsync();
        var lines = await server.RunAsync(new TmuxCommand("show-options", "-p", "-t", found.Id));
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.StartsWith(PaneTags.MetadataPrefix, StringComparison.Ordinal)))
        {
            // A line may also be a part of another option's value: then there is no such option.
            var key = line.Split(' ')[0][PaneTags.MetadataPrefix.Length..];
            if (key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && await ReadAsync(server, found, key) is { } value) all[key] = value;
        }

        return all;
    }

    private static Task<string?> ReadAsync(TmuxServer server, PaneView pane, string key) => server.GetPane(pane.Info).GetOptionAsync(PaneTags.MetadataPrefix + key);
}
