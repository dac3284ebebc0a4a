using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.Terminals;

/// <summary>A terminal that is stopped while its window is being made: its end was looked for before there was one.</summary>
public sealed class StoppedTerminalTests : TestKit
{
    private static readonly ProfileCatalogue Profiles = new(ConfigSources.Shipped, null);

    private IActorRef _terminal = null!; // set by StartAsync

    [Fact]
    public async Task A_window_that_comes_after_its_terminals_end_is_ended()
    {
        await using var tmux = await TmuxOfTheTest.StartAsync(PaneTags.All);
        var services = Services(tmux) with
        {
            Environment = _ =>
            {
                Sys.Stop(_terminal); // it is told before the window is there, so it never sees it
                return new Dictionary<string, string>();
            },
        };

        await StartAsync(tmux, services);

        Assert.Equal(new TmuxMessages.EndPanes(Some.Developer, 3), await ExpectMsgAsync<TmuxMessages.EndPanes>());
        var window = Assert.Single(await tmux.Server.ListPanesAsync(), p => PaneTagReader.IsOf(p, Some.Developer));
        Assert.Equal(3, PaneTagReader.IncarnationOf(window)); // it was made, so there was something to end
    }

    [Fact]
    public async Task No_window_is_made_for_a_terminal_that_ended_while_its_worktree_was_made()
    {
        await using var tmux = await TmuxOfTheTest.StartAsync(PaneTags.All);
        var (isMaking, isMade) = (new TaskCompletionSource(), new TaskCompletionSource());
        var services = Services(tmux) with
        {
            Prepare = _ =>
            {
                isMaking.SetResult();
                return isMade.Task;
            },
        };

        await StartAsync(tmux, services);
        await isMaking.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await WatchAsync(_terminal);
        Sys.Stop(_terminal);
        await ExpectTerminatedAsync(_terminal);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        isMade.SetResult();
        await FishForMessageAsync<DeadLetter>(d => d.Message is Status.Failure or PaneFound); // what came of it, for nobody

        Assert.DoesNotContain(await tmux.Server.ListPanesAsync(), p => PaneTagReader.IsOf(p, Some.Developer));
    }

    private async Task StartAsync(TmuxOfTheTest tmux, TerminalServices services)
    {
        var start = new TerminalStart(Some.Definition(Some.Developer) with { Directory = tmux.Folder, Command = "cat" }, 3, false, null);
        _terminal = Sys.ActorOf(TerminalActor.Props(start, services));
        await ExpectMsgAsync<TmuxMessages.GetServer>();
        _terminal.Tell(new TmuxMessages.Connected(tmux.Server));
    }

    private TerminalServices Services(TmuxOfTheTest tmux) => tmux.Services(TestActor, definition => Profiles.Get(definition.Profile));
}
