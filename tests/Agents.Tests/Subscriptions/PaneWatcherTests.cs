using Akka.Actor;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Tests.Lifecycle;
using Orchestrator.TmuxAdapter;
using Xunit;
using static Orchestrator.Agents.Subscriptions.SubscriptionMessages;

namespace Orchestrator.Agents.Tests.Subscriptions;

/// <summary>The watcher of one real pane, in virtual time.</summary>
public sealed class PaneWatcherTests : AgentTestKit, IAsyncLifetime
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5), Step = TimeSpan.FromSeconds(20);

    private readonly List<object> _said = [];
    private TmuxOfTheTest _tmux = null!; // set before any test runs
    private TmuxPane _pane = null!;
    private int _words;

    public async Task InitializeAsync()
    {
        _tmux = await TmuxOfTheTest.StartAsync(PaneTags.All);
        _pane = await _tmux.Server.CreateWindowAsync(new WindowSpec("s", "w", _tmux.Folder, ["sh", "-c", "stty -echo; while read x; do echo $x; [ $x = end ] && exit 3; done"]));
    }

    public async Task DisposeAsync() => await _tmux.DisposeAsync();

    [Fact]
    public async Task A_silence_fires_when_it_has_lasted_and_once()
    {
        var watcher = Watch(Wanted(SubscriptionKind.Silence, after: FiveMinutes), Wanted(SubscriptionKind.Pattern, "word-\\d+"));
        await SeesAsync();
        Clock.Advance(FiveMinutes - TimeSpan.FromSeconds(1));
        await SeesAsync(); // a second before it would have fired
        Clock.Advance(FiveMinutes - TimeSpan.FromSeconds(1));
        await SeesAsync();
        Assert.Equal(0, Firings("silence"));
        await AdvanceUntilAsync(() => Firings("silence") == 1, FiveMinutes);

        for (var i = 0; i < 10; i++) Clock.Advance(TimeSpan.FromMinutes(1));
        await SeesAsync();
        Assert.Equal(1, Firings("silence"));
        await AdvanceUntilAsync(() => Firings("silence") == 2, FiveMinutes);
        Sys.Stop(watcher);
    }

    [Fact]
    public async Task What_is_written_once_its_watch_is_confirmed_is_not_missed()
    {
        for (var i = 0; i < 20; i++)
        {
            var watcher = Watch(Wanted(SubscriptionKind.Pattern, "once-\\d+"));
            await watcher.Ask<Watched>(new AwaitWatched("pattern"), TimeSpan.FromSeconds(10));
            await _pane.PasteAsync($"once-{i}\n", new PasteOptions());
            await ExpectAsync(m => m is Occurred o && o.Occurrences.Any(x => x.Match == $"once-{i}"));
            Sys.Stop(watcher);
        }
    }

    [Fact]
    public async Task What_was_watched_before_is_told_that_it_missed_output_and_nothing_else_is()
    {
        Watch(Wanted(SubscriptionKind.Exit), Wanted(SubscriptionKind.Pattern, "word-\\d+") with { Id = "first" });
        await SeesAsync("first");
        Assert.Empty(_said.OfType<NoteMissed>());

        _said.Clear();
        var next = Watch(wasWatched: true, Wanted(SubscriptionKind.Exit), Wanted(SubscriptionKind.Pattern, "word-\\d+"), Wanted(SubscriptionKind.Bell));
        await SeesAsync();
        Assert.Equal(["bell", "pattern"], _said.OfType<NoteMissed>().Select(m => m.Id).Order());
        Assert.All(_said.OfType<NoteMissed>(), m => Assert.Equal("No daemon looked at the pane until now.", m.Reason));
        next.Tell(new Subscribed(Wanted(SubscriptionKind.Title)));
        await SeesAsync();
        Assert.Equal(2, _said.OfType<NoteMissed>().Count());
    }

    [Fact]
    public async Task A_time_limit_that_was_over_while_nobody_looked_fires_at_once_and_one_that_is_not_waits_for_the_rest()
    {
        Watch(
            Wanted(SubscriptionKind.Timeout, after: TimeSpan.FromMinutes(30)) with { Id = "over", CreatedAt = Clock.Now - TimeSpan.FromHours(1) },
            Wanted(SubscriptionKind.Timeout, after: TimeSpan.FromHours(2)) with { Id = "left", CreatedAt = Clock.Now - TimeSpan.FromHours(1) },
            Wanted(SubscriptionKind.Pattern, "word-\\d+"));
        await SeesAsync();
        await AdvanceUntilAsync(() => Firings("over") == 1, TimeSpan.FromSeconds(30));
        Clock.Advance(TimeSpan.FromMinutes(55));
        await SeesAsync();
        Assert.Equal(0, Firings("left"));
        await AdvanceUntilAsync(() => Firings("left") == 1, TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task The_last_words_are_told_before_the_end()
    {
        Watch(Wanted(SubscriptionKind.Pattern, "word-\\d+|end"), Wanted(SubscriptionKind.Exit));
        await SeesAsync();
        await _pane.PasteAsync("end\n", new PasteOptions());
        var end = (PaneEnded)await ExpectAsync(m => m is PaneEnded);
        Assert.Equal(3, end.Exit.ExitCode);
        Assert.Contains(_said.OfType<Occurred>().SelectMany(o => o.Occurrences), o => o.Match == "end");
    }

    private IActorRef Watch(params Subscription[] wanted) => Watch(wasWatched: false, wanted);

    private IActorRef Watch(bool wasWatched, params Subscription[] wanted)
    {
        var owner = Sys.ActorOf(Props.Create(() => new TmuxOfTheTest.Owner(_tmux.Server)));
        var child = PaneWatcherActor.Props(wanted[0].Pane, owner, TimeSpan.FromSeconds(1));
        var watcher = Sys.ActorOf(Props.Create(() => new TmuxOfTheTest.Parent(child, TestActor)));
        foreach (var one in wanted) watcher.Tell(new Subscribed(one, wasWatched));
        return watcher;
    }

    private Subscription Wanted(SubscriptionKind kind, string? pattern = null, TimeSpan? after = null) => new(
        SubscriptionText.WordOf(kind), kind, new SubscribedPane(TerminalBinder.NameOf(_tmux.Server.Identity), _pane.PaneId, _pane.Pid, "s", "w"),
        pattern, after, new SubscriptionAction(ActionKind.Log), false, false, 1000, "user", Clock.Now, null);

    private int Firings(string id) => _said.OfType<Occurred>().Where(o => o.Id == id).Sum(o => o.Occurrences.Count);

    /// <summary>Writes words until the watcher tells of one: all that came before was told before.</summary>
    private async Task SeesAsync(string pattern = "pattern")
    {
        var word = $"word-{++_words}";
        await Eventually.Holds(async () =>
        {
            await _pane.PasteAsync(word + "\n", new PasteOptions());
            Assert.NotNull(await TryReceiveAsync(m => m is Occurred o && o.Id == pattern && o.Occurrences.Any(x => x.Match == word)));
        });
    }

    private async Task AdvanceUntilAsync(Func<bool> isDone, TimeSpan atMost)
    {
        var end = Clock.Now + atMost + Step;
        while (!isDone())
        {
            Assert.True(Clock.Now <= end, $"It has not come within {atMost} of virtual time.");
            Clock.Advance(Step);
            await TryReceiveAsync(m => m is Occurred);
        }
    }

    private async Task<object> ExpectAsync(Predicate<object> isWanted)
    {
        object? found = null;
        await Eventually.Holds(async () => Assert.NotNull(found = await TryReceiveAsync(isWanted)));
        return found!;
    }

    /// <returns>The message, or null when it has not come within a moment. What comes before it is kept too.</returns>
    private async Task<object?> TryReceiveAsync(Predicate<object> isWanted)
    {
        while (await ReceiveOneAsync(TimeSpan.FromMilliseconds(50)) is { } message)
        {
            _said.Add(message);
            if (message is Occurred occurred) LastSender.Tell(new Taken(occurred.Occurrences.Count));
            if (isWanted(message)) return message;
        }

        return null;
    }
}
