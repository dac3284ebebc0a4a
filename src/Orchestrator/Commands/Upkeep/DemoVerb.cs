using Orchestrator.Commands.Shared;
using Orchestrator.Demo;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc demo</c>.</summary>
internal sealed class DemoVerb() : OrcCommand("demo", "See a team of rehearsal agents survive crashes: no key, no network, under a minute", "orc demo")
{
    protected override int Run(Invocation call) => DemoCommand.Run(Console.Out, Console.Error);
}
