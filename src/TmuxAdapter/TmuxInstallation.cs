using Orchestrator.TmuxAdapter.Connection;
using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;

namespace Orchestrator.TmuxAdapter;

/// <summary>The tmux program that is installed.</summary>
public static class TmuxInstallation
{
    /// <summary>Its version as it says it, e.g. <c>tmux 3.3a</c>. Starts no server.</summary>
    /// <param name="tmux">The program.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="TmuxNotFoundException">It is missing or not executable.</exception>
    /// <exception cref="TmuxTooOldException">It cannot be used.</exception>
    /// <exception cref="TmuxStartException">It gave no version.</exception>
    public static async Task<string> FindVersionAsync(string tmux, CancellationToken cancellation)
    {
        var program = new TmuxProgram(new TmuxServerOptions("", "", tmux));
        var (_, said, error) = await program.RunAsync(new ProcessStartInfo(tmux, ["-V"]), cancellation);
        var version = TmuxVersion.Parse(said) ?? throw new TmuxStartException($"\"{tmux} -V\" gave no version: {(said.Length > 0 ? said : error)}");
        return version >= ServerStart.OldestVersion ? said : throw new TmuxTooOldException(said, ServerStart.OldestVersion);
    }
}
