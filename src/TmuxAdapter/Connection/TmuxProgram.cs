using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.TmuxAdapter.Connection;

/// <summary>The tmux program, run as a process of its own: only to start a server and to end clients of an earlier connection.</summary>
internal sealed class TmuxProgram(TmuxServerOptions options)
{
    private static readonly string[] _localeVariables = ["LC_ALL", "LC_CTYPE", "LANG"]; // the first that is set counts

    /// <summary>How to start it, for our socket, in UTF-8, without the user's configuration.</summary>
    public ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(options.Tmux, ["-u", "-S", options.SocketPath, "-f", "/dev/null", .. arguments]);
        start.Environment.Remove("TMUX");
        start.Environment.Remove("TMUX_PANE");
        var locale = _localeVariables.Select(name => start.Environment.TryGetValue(name, out var value) ? value : null)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (locale is null || !locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase))
        {
            start.Environment.Remove("LC_ALL");
            start.Environment.Remove("LC_CTYPE");
            start.Environment["LANG"] = "C.UTF-8"; // the server hands it to every program it starts
        }

        return start;
    }

    /// <returns>The exit code, what it printed, and what it said on its standard error.</returns>
    /// <exception cref="TmuxNotFoundException">The program is missing or not executable.</exception>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(options.CommandTimeout, options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(either.Token);
                var error = process.StandardError.ReadToEndAsync(either.Token);
                await process.WaitForExitAsync(either.Token);
                return (process.ExitCode, (await output).TrimEnd('\n'), (await error).Trim());
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                cancellation.ThrowIfCancellationRequested();
                throw new TmuxTimeoutException(string.Join(' ', start.ArgumentList), options.CommandTimeout);
            }
        }
        catch (Win32Exception e)
        {
            throw new TmuxNotFoundException(options.Tmux, e);
        }
    }
}
