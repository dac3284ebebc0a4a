using Orchestrator.Commands;
using Orchestrator.Hooks;
using Orchestrator.Rehearsal;
using System.Runtime.CompilerServices;

// A rehearsal agent loads nothing else of the program, so that a hundred of them start quickly and stay small;
// a hook does not either, since an agent waits for it.
return args switch
{
    ["rehearse", .. var rest] => RehearsalCommand.Run(rest),
    ["hook"] => RunHook(),
    _ => RunCommandLine(args),
};

[MethodImpl(MethodImplOptions.NoInlining)]
static int RunHook()
{
    using var input = Console.OpenStandardInput();
    return HookVerb.Run(input, () => Console.Out, () => Console.Error, Environment.GetEnvironmentVariable);
}

[MethodImpl(MethodImplOptions.NoInlining)]
static int RunCommandLine(string[] args) => CommandLine.Run(args);
