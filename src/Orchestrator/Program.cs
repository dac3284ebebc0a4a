using Orchestrator.Commands;
using Orchestrator.Rehearsal;
using System.Runtime.CompilerServices;

// A rehearsal agent loads nothing else of the program, so that a hundred of them start quickly and stay small.
return args is ["rehearse", .. var rest] ? RehearsalCommand.Run(rest) : RunCommandLine(args);

[MethodImpl(MethodImplOptions.NoInlining)]
static int RunCommandLine(string[] args) => CommandLine.Run(args);
