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

/// <summary>What a CLI has taken and left in its composer, for a daemon whose predecessor was killed amid the delivery. The composer here is readline's, which shows the same draft after each Enter.</summary>
public sealed class LeftoverTests : IAsyncLifetime
{
    private const string Text = "First line.\nThe last line has more than twenty characters.";

    private static readonly Message Sent = new("shop:developer#7", 7, "user", Some.Developer, Text, MessageKind.Message, Some.Noon);

    private static readonly TerminalStart Start = new(Some.Definition(Some.Developer) with { Profile = "rehearsal" }, 1, false, null);

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

    [Fact]
    public async Task The_sign_of_a_large_paste_that_an_earlier_daemon_made_is_cleared_once_the_message_is_proven()
    {
        const string Sign = "[Pasted text +201 lines]";
        var terminal = await ShowingAsync(Sign, new() { [PaneTags.Message] = Sent.Id });

        var delivery = DeliverAsync(terminal);
        await Eventually.Holds(async () => Assert.Contains("taken: " + Sign, (await terminal.Pane.ScreenAsync()).Lines));
        terminal.Signals.Hook(new HookCall(HookEvent.PromptSubmitted, MessageFormat.Header(Sent) + "\n" + Text));

        Assert.Equal(new Submitted(Sent.Id, "hook"), await delivery);
        Assert.Equal(["taken: " + Sign, "❯"], (await terminal.Pane.ScreenAsync()).Lines.Where(l => l.Length > 0).TakeLast(2));
    }

    [Fact]
    public async Task Half_of_a_frame_that_a_new_daemon_sees_first_is_not_taken_for_a_composer_that_has_let_the_text_go()
    {
        const string Torn = """
            stty -echo; printf '❯ First'
            sleep 1; printf ' line.\n  The last line has more than twenty characters.\n──────────\033[A\033[40C'
            read line; printf '\033[2J\033[H❯ \n──────────\033[A\r\033[2C'; exec sleep 1000
            """;
        var terminal = await RunningAsync(Torn, "First", new() { [PaneTags.Message] = Sent.Id, [PaneTags.Submitted] = Sent.Id }, "hooks.kind = none");

        Assert.Equal(new Submitted(Sent.Id, "screen"), await DeliverAsync(terminal)); // by an Enter of its own
        Assert.Equal(["❯", "──────────"], (await terminal.Pane.ScreenAsync()).Lines.Where(l => l.Length > 0));
    }

    private static Task<object> DeliverAsync(AgentTerminal terminal) =>
        new DeliveryProcedure(terminal, Start, new Leftover(terminal), _ => { }, CancellationToken.None).RunAsync(Sent, null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));

    private Task<AgentTerminal> ShowingAsync(string draft, Dictionary<string, string> tags) =>
        RunningAsync($"while read -e -i '{draft}' -p '❯ ' line; do echo \"taken: $line\"; done", draft, tags);

    private async Task<AgentTerminal> RunningAsync(string script, string shown, Dictionary<string, string> tags, string settings = "")
    {
        var pane = await _tmux.Server.CreateWindowAsync(new("shop", "developer", _tmux.Folder, ["bash", "-c", script]) { PaneOptions = tags });
        Directory.CreateDirectory(_tmux.At("agents"));
        await File.WriteAllTextAsync(Path.Combine(_tmux.At("agents"), "rehearsal.conf"), """delivery.collapsed-paste = ["\\[Pasted text \\+\\d+ lines\\]"]""" + "\n" + settings);
        var profile = new ProfileCatalogue(ConfigSources.Shipped, _tmux.At("agents")).Get("rehearsal");
        var services = _tmux.Services(ActorRefs.Nobody, _ => profile);
        var terminal = new AgentTerminal(new AgentPane(_tmux.Server, pane), new PaneSignals(services.Time), profile, new ActivityReader(profile.Signals, services.Time), services);
        await Eventually.Holds(async () => Assert.Equal(shown, (await terminal.Composer.AtOnceAsync()).Text));
        return terminal;
    }
}
