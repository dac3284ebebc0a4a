using Orchestrator.Rehearsal;

// A rehearsal agent loads nothing else of the program, so that a hundred of them start quickly and stay small.
return args is ["rehearse", .. var rest] ? RehearsalCommand.Run(rest) : 0;
