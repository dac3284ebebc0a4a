using Akka.Actor;
using Orchestrator.Agents.Terminals;

namespace Orchestrator.Agents.Tests.Lifecycle;

/// <summary>Stands where a terminal would: shows the test what it is told, tells its agent what the test says, fails when told to.</summary>
internal sealed class FakeTerminal : ReceiveActor
{
    private readonly TerminalStart _start;
    private readonly IActorRef _test;
    private string? _screen = "";

    public FakeTerminal(TerminalStart start, IActorRef test)
    {
        (_start, _test) = (start, test);
        Receive<Say>(say => Context.Parent.Tell(say.Message));
        Receive<Fail>(fail => throw fail.Cause);
        Receive<Show>(show => _screen = show.Screen);
        Receive<TerminalMessages.GetScreenTrace>(_ => Sender.Tell(new TerminalMessages.ScreenTrace(_screen)));
        ReceiveAny(message => test.Forward(message));
    }

    protected override void PreStart() => _test.Tell(new Started(_start, Self));

    protected override void PostRestart(Exception reason) => Context.Stop(Self); // as the real one does

    /// <summary>Told to the test: an incarnation's terminal was started.</summary>
    public sealed record Started(TerminalStart Start, IActorRef Terminal);

    /// <summary>Told by the test: say this to your agent.</summary>
    public sealed record Say(object Message);

    /// <summary>Told by the test: fail with this.</summary>
    public sealed record Fail(Exception Cause);

    /// <summary>Told by the test: show this; null cannot be looked at.</summary>
    public sealed record Show(string? Screen);
}
