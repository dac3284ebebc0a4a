using System.Collections.Concurrent;
using System.Diagnostics;

namespace Orchestrator.TmuxAdapter.Tests.Fuzz;

/// <summary>People at terminals: real clients on pseudo-terminals of all sizes, that come, type, and go in any way.</summary>
public sealed class FuzzUsers(TmuxServerFixture tmux, Random random) : IAsyncDisposable
{
    private const int Most = 4;

    // Prefix key Ctrl-B: next window, splits, zoom, copy mode, layouts, window list, detach.
    private static readonly string[] _keys = ["\u0002n", "\u0002\"", "\u0002%", "\u0002z", "\u0002[", "q", "\u0002 ", "\u0002w", "\u0002d", "\u0002!", "hello\r", "\u0003"];

    private readonly ConcurrentDictionary<Process, bool> _users = new();

    public void Come(string session)
    {
        if (_users.Count >= Most) return;
        var (columns, rows) = (random.Next(10, 200), random.Next(5, 60));
        var user = Process.Start(new ProcessStartInfo("script",
            ["-qfec", $"stty cols {columns} rows {rows}; exec tmux -S '{tmux.Options.SocketPath}' attach-session -t '{session}'", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TERM"] = "xterm-256color" },
        })!;
        user.OutputDataReceived += (_, _) => { };
        user.BeginOutputReadLine();
        _users[user] = true;
    }

    /// <returns>What was typed.</returns>
    public string Type(int pick)
    {
        if (Pick() is not { } user) return "";
        try
        {
            user.StandardInput.Write(_keys[pick % _keys.Length]);
            user.StandardInput.Flush();
        }
        catch (IOException)
        {
            Forget(user); // gone already
        }

        return _keys[pick % _keys.Length];
    }

    public void Leave(bool abruptly)
    {
        if (Pick() is not { } user) return;
        if (abruptly) user.Kill(entireProcessTree: true);
        else user.StandardInput.Close();
        Forget(user);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in _users.Keys)
        {
            user.Kill(entireProcessTree: true);
            await user.WaitForExitAsync();
        }
    }

    private Process? Pick() => _users.Keys.FirstOrDefault();

    private void Forget(Process user) => _users.TryRemove(user, out _);
}
