using Akka.Actor;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Terminals;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Tests.Days;

/// <summary>A terminal whose agent works on whatever it is given for some seconds or minutes, in virtual time.</summary>
internal sealed class PlayedTerminal : ReceiveActor
{
    private readonly TerminalStart _start;
    private readonly PlayedWorld _world;
    private readonly PlayedProcess _process;
    private readonly bool _found;

    public PlayedTerminal(TerminalStart start, PlayedWorld world)
    {
        (_start, _world) = (start, world);
        (_process, _found) = world.ProcessOf(start.Definition.Target);
        Receive<Deliver>(OnDeliver);
        Receive<TurnOver>(_ => OnTurnOver());
        Receive<GetScreenTrace>(_ => OnLook());
    }

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    protected override void PreStart()
    {
        Context.Parent.Tell(new Bound(_start.Incarnation, Some.Pane(_start.Incarnation), _found, false, null));
        if (_process.BusyUntil is not null)
            Work();
        else
            Tell(TerminalActivity.Ready, _process.LimitedUntil is { } until ? Limit(until, Sighting.First) : null);
    }

    private void OnDeliver(Deliver deliver)
    {
        _world.Submit(deliver.Message, _process, Now, Context.System.Scheduler.MonotonicClock);
        Sender.Tell(new Submitted(deliver.Message.Id, "hook"));
        Work();
    }

    private void Work()
    {
        Tell(TerminalActivity.Working);
        var left = _process.BusyUntil!.Value - Now;
        Context.System.Scheduler.ScheduleTellOnce(left > TimeSpan.Zero ? left : TimeSpan.Zero, Self, TurnOver.Instance, Self);
    }

    private void OnLook()
    {
        _world.Looks(_start.Definition.Target);
        Sender.Tell(new ScreenTrace(_process.Screen));
    }

    private void OnTurnOver()
    {
        if (_process.BusyUntil is null) return;
        Tell(TerminalActivity.Ready, _world.EndTurn(_start.Definition.Target, _process, Now) is { } until ? Limit(until, Sighting.Fresh) : null);
    }

    private static SeenLimit Limit(DateTimeOffset until, Sighting sighting) => new($"You've hit your limit · resets {until:HH:mm}", until, sighting);

    private void Tell(TerminalActivity activity, SeenLimit? limit = null) => Context.Parent.Tell(new ActivityChanged(_start.Incarnation, activity, Limit: limit));

    private sealed record TurnOver
    {
        public static readonly TurnOver Instance = new();
    }
}
