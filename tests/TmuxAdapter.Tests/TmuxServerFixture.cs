using System.Diagnostics;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

/// <summary>A tmux server of our own and our connection to it: private socket, no user configuration, gone with the test class.</summary>
public sealed class TmuxServerFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tmux-adapter-");

    public TmuxServerFixture() =>
        Options = new TmuxServerOptions(Path.Combine(_directory.FullName, "socket"), Path.Combine(_directory.FullName, "pipes"))
        {
            PaneOptionNames = ["@agent", "@message"],
        };

    public TmuxServerOptions Options { get; }

    public TmuxServer Server { get; private set; } = null!; // set before any test runs

    public string Folder => _directory.FullName;

    public async Task InitializeAsync() => Server = await TmuxServer.ConnectAsync(Options);

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await RunCliAsync("kill-server");
        _directory.Delete(recursive: true); // kill-server leaves the socket file behind
    }

    public WindowSpec Window(params string[] command) => new("team", "window", Folder, command);

    /// <summary>Runs a command as a user would, by a process of its own.</summary>
    public async Task<string> RunCliAsync(params string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-S", Options.SocketPath, "-f", "/dev/null", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await tmux.StandardOutput.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        return output;
    }

    /// <summary>Connects anew, as a daemon does that was restarted.</summary>
    public async Task ReconnectAsync()
    {
        await Server.DisposeAsync();
        Server = await TmuxServer.ConnectAsync(Options);
    }
}
