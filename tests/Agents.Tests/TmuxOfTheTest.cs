using Akka.Actor;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;

namespace Orchestrator.Agents.Tests;

/// <summary>A tmux server of one test, for actors whose time is virtual: real panes, and hours in no time.</summary>
internal sealed class TmuxOfTheTest : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-actors-");

    private TmuxOfTheTest()
    {
    }

    public TmuxServer Server { get; private set; } = null!; // set by StartAsync

    public string Folder => _folder.FullName;

    public static async Task<TmuxOfTheTest> StartAsync(IReadOnlyList<string> tags)
    {
        var tmux = new TmuxOfTheTest();
        tmux.Server = await TmuxServer.ConnectAsync(new TmuxServerOptions(tmux.At("socket"), tmux.At("pipes")) { PaneOptionNames = tags });
        return tmux;
    }

    /// <summary>What a terminal on it is given.</summary>
    public TerminalServices Services(IActorRef owner, Func<AgentDefinition, Profile> profile) => new(
        owner,
        profile,
        new TerminalTiming(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(2)),
        _ => new Dictionary<string, string> { ["ORC_HOME"] = Folder },
        new SubmitLog(At("submitted")),
        new ProfileFiles(At("profiles")),
        At("messages"),
        80,
        24,
        TimeSpan.FromSeconds(1),
        TimeProvider.System);

    public string At(string name) => Path.Combine(Folder, name);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        using (var kill = Process.Start("tmux", ["-S", At("socket"), "kill-server"])) await kill.WaitForExitAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Stands for the owner of the connection.</summary>
    public sealed class Owner : ReceiveActor
    {
        public Owner(TmuxServer server) => Receive<TmuxMessages.GetServer>(_ => Sender.Tell(new TmuxMessages.Connected(server)));
    }

    /// <summary>A parent that hands on what its child says, and what it is told to its child.</summary>
    public sealed class Parent : ReceiveActor
    {
        public Parent(Props child, IActorRef test)
        {
            var made = Context.ActorOf(child);
            ReceiveAny(message =>
            {
                if (Sender.Equals(made)) test.Forward(message);
                else made.Forward(message);
            });
        }
    }
}
