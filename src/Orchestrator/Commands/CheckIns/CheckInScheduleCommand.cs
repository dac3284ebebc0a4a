using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.CheckIns;

/// <summary><c>orc check-in schedule</c>: once, again and again, or by a cron expression.</summary>
internal sealed class CheckInScheduleCommand : OrcCommand
{
    private readonly Argument<string> _target = new("target") { Description = "project:agent, project (its project manager) or orchestrator" };
    private readonly Option<string> _in = new("--in") { Description = "Once, so long from now (30s, 15m, 1h30m; a bare number is minutes)", HelpName = "DURATION" };
    private readonly Option<string> _every = new("--every") { Description = "Again and again, so far apart", HelpName = "DURATION" };
    private readonly Option<string> _cron = new("--cron") { Description = "By a cron expression of five fields, in UTC", HelpName = "EXPRESSION" };
    private readonly Option<string> _note = new("--note", "-n") { Description = "What to ask", HelpName = "TEXT", Required = true };

    internal CheckInScheduleCommand()
        : base(
            "schedule", "Schedule a check-in",
            "orc check-in schedule shop:developer --in 30m --note \"Commit what you have.\"",
            "orc check-in schedule shop --cron '0 9 * * 1-5' --note \"Plan the day.\"")
    {
        Add(_target);
        foreach (Option option in (Option[])[_in, _every, _cron, _note])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        if (new[] { call.Has(_in), call.Has(_every), call.Has(_cron) }.Count(given => given) != 1)
            throw CommandFailure.Usage("Exactly one of --in, --every and --cron says when.", "Write for example: --in 30m");
        var request = new ScheduleRequest(
            call.Value(_target), Invocation.TextOf([call.Value(_note)!], null), Seconds(call, _in), Seconds(call, _every), call.Value(_cron), RequestKey.New());
        var answer = call.Daemon.Post("/v1/check-ins", request, ApiJson.Default.ScheduleRequest, Repeat.Safe);
        return call.Answer(answer, to => CheckInCommands.Write(to, answer.Object("check_in") is { } checkIn ? [checkIn] : [], call.Output.Colours));
    }

    private static double? Seconds(Invocation call, Option<string> option)
    {
        if (call.Value(option) is not { } text) return null;
        return Durations.TryParse(text, TimeSpan.FromMinutes(1), out var duration)
            ? duration.TotalSeconds
            : throw CommandFailure.Usage($"\"{text}\" is no duration for {option.Name}.", "Write for example 30s, 15m, 2h or 1h30m; a bare number is minutes.");
    }
}
