using Akka.Actor;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Configuration;
using Orchestrator.TmuxAdapter;
using Xunit;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Tests.Terminals;

/// <summary>A daemon was killed while it cleared what a CLI had taken and left in its composer. The composer here is readline's.</summary>
public sealed class InterruptedClearingTests : IAsyncLifetime
{
    private const string Text = "First line.\nThe last line has more than twenty characters.";

    private static readonly Message Sent = new("shop:developer#7", 7, "user", Some.Developer, Text, MessageKind.Message, Some.Noon);

    private TmuxOfTheTest _tmux = null!; // set before any test runs

    public async Task InitializeAsync() => _tmux = await TmuxOfTheTest.StartAsync(PaneTags.All);

    public async Task DisposeAsync() => await _tmux.DisposeAsync();

    [Theory]
    [InlineData("The last line has more than twenty characters.")]
    [InlineData("characters.")]
    public async Task The_rest_of_it_is_cleared_and_never_submitted(string rest)
    {
        var terminal = await ShowingAsync(rest, new() { [PaneTags.Submitted] = Sent.Id, [PaneTags.Clearing] = Sent.Id });

        Assert.Equal(new Submitted(Sent.Id, "pane-option"), await DeliverAsync(terminal));
        Assert.Equal(["❯"], (await terminal.Pane.ScreenAsync()).Lines.Where(l => l.Length > 0));
    }

    [Fact]
    public async Task A_persons_draft_that_only_looks_like_the_rest_of_it_stays()
    {
        var terminal = await ShowingAsync("characters.", new() { [PaneTags.Submitted] = Sent.Id, [PaneTags.Clearing] = "shop:developer#6" });

        Assert.Equal(new Submitted(Sent.Id, "pane-option"), await DeliverAsync(terminal));
        Assert.Equal(["❯ characters."], (await terminal.Pane.ScreenAsync()).Lines.Where(l => l.Length > 0));
    }

    private static Task<object> DeliverAsync(AgentTerminal terminal) =>
        new DeliveryProcedure(terminal, Start(terminal), new Leftover(terminal), _ => { }, CancellationToken.None).RunAsync(Sent, null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

    private static TerminalStart Start(AgentTerminal _) => new(Some.Definition(Some.Developer) with { Profile = "rehearsal" }, 1, false, null);

    private async Task<AgentTerminal> ShowingAsync(string draft, Dictionary<string, string> tags)
    {
        var pane = await _tmux.Server.CreateWindowAsync(new("shop", "developer", _tmux.Folder, ["bash", "-c", $"while read -e -i '{draft}' -p '❯ ' line; do echo \"taken: $line\"; done"]) { PaneOptions = tags });
        var profile = new ProfileCatalogue(ConfigSources.Shipped, null).Get("rehearsal");
        var services = new TerminalServices(
            ActorRefs.Nobody, _ => profile, new TerminalTiming(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(2)), _ => new Dictionary<string, string> { ["ORC_HOME"] = _tmux.Folder },
            new SubmitLog(_tmux.At("submitted")), new ProfileFiles(_tmux.At("profiles")), _tmux.At("messages"), 80, 24, TimeSpan.FromSeconds(1), TimeProvider.System);
        var terminal = new AgentTerminal(new AgentPane(_tmux.Server, pane), new PaneSignals(services.Time), profile, new ActivityReader(profile.Signals, services.Time), services);
        await Eventually.Holds(async () => Assert.Equal(draft, (await terminal.Composer.AtOnceAsync()).Text));
        return terminal;
    }
}
