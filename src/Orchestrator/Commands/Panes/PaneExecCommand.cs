using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane exec</c>: a command for the pane's shell.</summary>
internal sealed class PaneExecCommand : PaneCommand
{
    private readonly Argument<string[]> _command = new("command") { Description = "The command line; quoted as one word, it reaches the shell as it stands", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _wait = new("--wait", "-w") { Description = "Wait for its end, and answer with its exit code and output" };
    private readonly Option<string> _timeout = CommonArguments.Timeout("Wait at most so long, then interrupt it, then end it");
    private readonly Option<bool> _check = new("--check") { Description = "With --wait: exit with 1 when the command does not end with 0" };
    private readonly Option<bool> _force = new("--force") { Description = "Even into an agent's pane" };

    internal PaneExecCommand()
        : base(
            "exec", "Type a command into the pane's shell",
            "orc pane exec dev main 'make test' --wait --timeout 10m", "orc pane exec dev server 'npm start'", "orc pane exec dev main --wait -- git log --oneline -3")
    {
        Add(_command);
        foreach (Option option in (Option[])[_wait, _timeout, _check, _force])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        var timeout = CommonArguments.Seconds(call, _timeout);
        var wait = call.Value(_wait) || timeout is not null || call.Value(_check);
        var command = Invocation.TextOf(call.Value(_command), null);
        var answer = call.Daemon.Post(Address(call) + "/exec", new ExecRequest(command, wait, timeout, call.Value(_force)), SessionJson.Default.ExecRequest, Repeat.Unsafe);
        if (answer.GetProperty("timed_out").GetBoolean())
            return TimedOut(call, answer);
        var done = call.Answer(answer, to => to.Write(Output(answer)));
        return call.Value(_check) && answer.Text("exit_code") != "0" ? ExitCode.Failed : done;
    }

    private int TimedOut(Invocation call, JsonElement answer)
    {
        if (!call.Output.Json) call.Output.People.Write(Output(answer));
        var failure = CommandFailure.TimedOut(
            $"The command did not end within {call.Value(_timeout)}{(answer.GetProperty("left_running").GetBoolean() ? " and could not be ended" : ", so it was ended")}.",
            $"See: orc pane status {Session(call)} {Pane(call)}");
        return call.Output.Failure(call.Command, failure, answer);
    }

    private static string Output(JsonElement answer) => answer.GetProperty("output").GetString() ?? "";
}
