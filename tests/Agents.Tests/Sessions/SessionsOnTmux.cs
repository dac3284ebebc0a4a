using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Supervision;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;
using Xunit;

namespace Orchestrator.Agents.Tests.Sessions;

/// <summary>Sessions and panes on a tmux server of the test's own.</summary>
public sealed class SessionsOnTmux : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("orc-sessions-");
    private ActorSystem _system = null!;

    internal const int MaxSessions = 8, MaxPanes = 6;

    internal string Folder => _directory.FullName;

    internal SessionServices Services { get; private set; } = null!;

    internal PaneOperations Panes => Services.Panes;

    internal PaneDirectory Directory => Services.Directory;

    public Task InitializeAsync()
    {
        _system = ActorSystem.Create("test", ConfigurationFactory.ParseString("akka { loglevel = ERROR, stdout-loglevel = OFF }"));
        var tmux = new TmuxServerOptions(Path.Combine(Folder, "tmux.sock"), Path.Combine(Folder, "pipes")) { PaneOptionNames = PaneTags.All };
        var owner = _system.ActorOf(TmuxActor.Props(tmux, new Backoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), 0), TimeSpan.FromSeconds(1)));
        Services = Over(owner, tmux.HubSession, new SessionOptions(
            MaxSessions, MaxPanes, "/bin/sh", new Dictionary<string, string> { ["PS1"] = "$ ", ["ORC_TEST"] = "yes" },
            120, 40, TimeSpan.FromSeconds(1), Path.Combine(Folder, "layouts"), TimeProvider.System));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        await TmuxAsync("kill-server");
        _directory.Delete(recursive: true);
    }

    /// <summary>A session with a name of its own, killed by nobody but the fixture's end.</summary>
    internal async Task<string> SessionAsync(string? layout = null)
    {
        var name = "s" + Guid.NewGuid().ToString("N")[..6];
        await Services.Sessions.CreateAsync(name, Folder, layout);
        return name;
    }

    internal async Task<string[]> LabelsAsync(string session) => [.. (await Directory.SessionAsync(session)).Panes.Select(p => p.Label ?? "-")];

    /// <summary>Does what a person does in a terminal of his own.</summary>
    internal async Task<string> TmuxAsync(params string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-S", Path.Combine(Folder, "tmux.sock"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await tmux.StandardOutput.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        return output.TrimEnd('\n');
    }

    private static SessionServices Over(IActorRef owner, string hub, SessionOptions options) => new(owner, TimeSpan.FromSeconds(10), hub, options);
}
