using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc events</c>: what happened, from the journal; one event a line.</summary>
internal sealed class EventsCommand : OrcCommand
{
    private static readonly string[] HeadFields = ["sequence", "time", "type", "project", "agent"];

    private readonly Argument<string?> _project = new("project") { Description = "Only this project's", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _follow = new("--follow") { Description = "Go on, and show what happens" };
    private readonly Option<string> _since = new("--since")
    {
        Description = "From there on: a sequence number, a time (2026-11-20T21:00Z), or so long ago (2h)",
        HelpName = "T",
    };

    internal EventsCommand()
        : base("events", "What happened, from the journal", "orc events shop --since 2h", "orc events --follow --json")
    {
        Add(_project);
        Add(_follow);
        Add(_since);
    }

    protected override int Run(Invocation call)
    {
        var query = new List<string>();
        if (call.Optional(_project) is { } project) query.Add("project=" + Uri.EscapeDataString(project));
        if (call.Value(_since) is { } since) query.Add(Since(since));
        if (call.Value(_follow)) query.Add("follow=true");
        call.Daemon.EnsureStarted();
        foreach (var line in call.Daemon.Follow("/v1/events?" + string.Join('&', query)))
        {
            if (call.Output.Json)
                call.Output.StreamLine(line);
            else
                Write(call.Output, line);
        }
        return call.Value(_follow) ? throw CommandFailure.Unreachable("The daemon ended.", "Any command starts it again: orc events --follow") : ExitCode.Done;
    }

    private static string Since(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return "after=" + sequence.ToString(CultureInfo.InvariantCulture);
        if (Durations.TryParse(text, TimeSpan.FromSeconds(1), out var ago))
            return Time(TimeProvider.System.GetUtcNow() - ago);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Time(time)
            : throw CommandFailure.Usage($"\"{text}\" is no time for --since.", "Write a time (2026-11-20T21:00Z), so long ago (2h), or a sequence number.");

        static string Time(DateTimeOffset at) => "since=" + Uri.EscapeDataString(Api.UtcTimeConverter.Format(at));
    }

    private static void Write(Output output, string line)
    {
        using var parsed = JsonDocument.Parse(line);
        var e = parsed.RootElement;
        var rest = e.EnumerateObject().Where(p => !HeadFields.Contains(p.Name)).Select(p => $"{p.Name}={Short(p.Value)}");
        var who = e.Text("agent") is { Length: > 0 } agent ? $"{e.Text("project")}:{agent}".TrimStart(':') : e.Text("project");
        output.StreamLine($"{Paint.Text(e.Text("sequence"), Tint.Dim, output.Colours)} {e.Text("time")} {Paint.Text(e.Text("type"), Tint.Bold, output.Colours)} {who} {string.Join(' ', rest)}");
    }

    private static string Short(JsonElement value)
    {
        var text = JsonAnswers.Printable(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        return text.Length <= 100 ? text : text[..100] + "…";
    }
}
