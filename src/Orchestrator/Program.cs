using Orchestrator.Demo;
using Orchestrator.Rehearsal;

// A rehearsal agent loads nothing else of the program, so that a hundred of them start quickly and stay small.
return args switch
{
    ["rehearse", .. var rest] => RehearsalCommand.Run(rest),
    ["demo"] => DemoCommand.Run(Console.Out, Console.Error),
    _ => 0,
};
