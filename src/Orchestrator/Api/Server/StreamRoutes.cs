using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Streams;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Persistence;
using Orchestrator.TmuxAdapter;
using System.Text;

namespace Orchestrator.Api.Server;

/// <summary>What panes write: as it comes, from their recordings, and waiting for a pattern in it.</summary>
internal sealed class StreamRoutes(PaneFinder panes, PaneStreams streams, IActorRef recorder, TimeProvider clock)
{
    private const int ChunkBytes = 48 << 10; // a multiple of three: Base64 without padding in between
    private const int MostLines = 100_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    internal async Task StreamAsync(ApiCall call)
    {
        var filter = call.Query("filter") is { } text ? Pattern(text) : null;
        var raw = call.Query("raw") == "true";
        var fromStart = call.Query("since_start") == "true";
        if (raw && filter is not null) throw ApiFault.Invalid("A filter looks at lines of plain text, so it cannot be used with raw output.", "Leave out --raw or --filter.");
        var pane = await FindAsync(call);
        await using var lease = await OpenAsync(pane);
        if (fromStart && !lease.IsRecorded)
        {
            throw ApiFault.Refused($"Pane {pane.Name} is not recorded, so there is nothing from before now.",
                $"Record it from now on: orc pane record {pane.Info.SessionName} {pane.Name} on");
        }

        using var reader = lease.Recording.Read(fromStart ? 0 : lease.Recording.End);
        await call.BeginStreamAsync();
        await call.WriteAsync(StreamEvents.Started(pane.Info.PaneId, reader.Offset, lease.IsRecorded));
        if (raw) await CopyRawAsync(call, reader);
        else await CopyTextAsync(call, reader, new PlainText(filter), pane.Info.Rows);
        await call.WriteAsync(StreamEvents.Ended(lease.Recording.EndReason ?? "exited"));
    }

    /// <summary>The last lines of a pane's screen and history, and on request what follows.</summary>
    internal async Task TailAsync(ApiCall call)
    {
        var lines = (int)call.Number("lines", 10, 0, MostLines);
        var pane = await FindAsync(call);
        if (call.Query("follow") != "true")
        {
            await call.BeginStreamAsync();
            await call.WriteAsync(StreamEvents.Text(Joined(await LastLinesAsync(pane, lines, call.Cancel))));
            return;
        }

        await using var lease = await OpenAsync(pane);
        var joint = await JoinAsync(pane, lease, lines, call.Cancel);
        using var reader = lease.Recording.Read(joint.Offset);
        var plain = new PlainText();
        var text = new OutputText(plain, pane.Info.Rows);
        text.Read(Encoding.UTF8.GetBytes(joint.Open)); // it goes on with what comes
        await call.BeginStreamAsync();
        await call.WriteAsync(StreamEvents.Text(Joined(joint.Lines)));
        await CopyTextAsync(call, reader, plain, pane.Info.Rows, text);
        await call.WriteAsync(StreamEvents.Ended(lease.Recording.EndReason ?? "exited"));
    }

    /// <summary>Waits until a pattern is on the screen or comes.</summary>
    internal async Task WatchAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.WatchRequest);
        var pattern = Pattern(request.Pattern);
        TimeSpan? timeout = request.TimeoutSeconds is { } seconds
            ? seconds is > 0 and <= 315_360_000 ? TimeSpan.FromSeconds(seconds) : throw ApiFault.Invalid($"{seconds} s is no time to wait; above 0 and up to ten years is possible.")
            : null;
        var pane = await FindAsync(call);
        try
        {
            var began = clock.GetTimestamp();
            var result = await PaneWatch.RunAsync(pane, pattern, timeout, request.OnlyNew, clock, call.Cancel);
            await call.AnswerAsync(
                new WatchAnswer(result.Match is not null, result.Source, result.Match?.Text, result.Match?.Line, Math.Round(clock.GetElapsedTime(began).TotalSeconds, 3), pattern.Warning),
                ApiJson.Default.WatchAnswer);
        }
        catch (PatternTooSlowException e)
        {
            throw ApiFault.Refused(e.Message);
        }
        catch (TmuxException e)
        {
            throw Gone(pane, e);
        }
    }

    /// <summary>Says whether a pane is recorded from now on. Kept on the pane itself.</summary>
    internal async Task RecordAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.RecordRequest);
        var pane = await FindAsync(call);
        call.Demand(Operation.Steer, TargetOf(pane.Info.SessionName));
        try
        {
            await pane.Open().SetOptionsAsync(new Dictionary<string, string> { [StreamTags.Record] = request.On ? "on" : "off" });
        }
        catch (TmuxException e)
        {
            throw Gone(pane, e);
        }

        recorder.Tell(RecorderActor.Look.Instance);
        await call.AnswerAsync(new RecordAnswer(pane.Info.PaneId, request.On), ApiJson.Default.RecordAnswer);
    }

    /// <exception cref="ApiFault">It cannot be read.</exception>
    internal static OutputPattern Pattern(string text) =>
        OutputPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw ApiFault.Invalid(problem, "It is a regular expression of .NET's syntax; quote special characters with \\.");

    /// <summary>The pane that the path names, if the caller may read it: an agent reads the sessions of its own project.</summary>
    internal static async Task<FoundPane> FindAsync(ApiCall call, PaneFinder panes, string session, string pane)
    {
        call.Demand(Operation.Read, TargetOf(session));
        try
        {
            return await panes.FindAsync(session, pane, call.Cancel);
        }
        catch (SessionException e)
        {
            throw ApiFault.From(new Rejected(e.Code, e.Message, e.Hint));
        }
    }

    /// <summary>Whom a session belongs to, for permissions: the project of its name, else the orchestrator.</summary>
    internal static AgentTarget TargetOf(string session) =>
        ProjectName.TryParse(session, out var name, out _) ? AgentTarget.ManagerOf(name) : AgentTarget.Orchestrator;

    private Task<FoundPane> FindAsync(ApiCall call) => FindAsync(call, panes, call.Path("session"), call.Path("pane"));

    private async Task<StreamLease> OpenAsync(FoundPane pane)
    {
        try
        {
            return await streams.OpenAsync(pane);
        }
        catch (TmuxException e)
        {
            throw Gone(pane, e);
        }
    }

    private static ApiFault Gone(FoundPane pane, TmuxException e) => e is TmuxCommandException
        ? ApiFault.NotFound($"Pane {pane.Name} has just been closed.")
        : ApiFault.Failed(e.Message, "See: orc doctor");

    private static async Task CopyRawAsync(ApiCall call, RecordingReader reader)
    {
        var buffer = new byte[ChunkBytes];
        while (true)
        {
            var offset = reader.Offset;
            var read = await reader.ReadAsync(buffer, call.Cancel);
            if (read is { Count: 0, Missed: 0 }) return;
            await call.WriteAsync(read.Missed != 0 ? StreamEvents.Missed(read.Missed) : StreamEvents.Raw(offset, buffer.AsSpan(0, read.Count)));
        }
    }

    private async Task CopyTextAsync(ApiCall call, RecordingReader reader, PlainText plain, int rows, OutputText? text = null)
    {
        text ??= new OutputText(plain, rows);
        var buffer = new byte[ChunkBytes];
        while (true)
        {
            var next = reader.ReadAsync(buffer, call.Cancel);
            if (!next.IsCompleted && text.HasMore && await Task.WhenAny(next, Task.Delay(Quiet, clock, call.Cancel)) != next)
                await GiveAsync(call, text, plain);
            var read = await next;
            if (read is { Count: 0, Missed: 0 }) break;
            if (read.Missed != 0) await call.WriteAsync(StreamEvents.Missed(read.Missed));
            text.Read(buffer.AsSpan(0, read.Count));
            if (plain.Length > 0) await call.WriteAsync(StreamEvents.Text(plain.Take()));
        }

        await GiveAsync(call, text, plain);
    }

    private static async Task GiveAsync(ApiCall call, OutputText text, PlainText plain)
    {
        text.Flush();
        if (plain.Length > 0) await call.WriteAsync(StreamEvents.Text(plain.Take()));
    }

    private static async Task<List<string>> LastLinesAsync(FoundPane pane, int lines, CancellationToken cancellation)
    {
        try
        {
            return await ScreenJoint.LastLinesAsync(pane, lines, cancellation);
        }
        catch (TmuxException e)
        {
            throw Gone(pane, e);
        }
    }

    private async Task<ScreenJoint> JoinAsync(FoundPane pane, StreamLease lease, int lines, CancellationToken cancellation)
    {
        try
        {
            return await ScreenJoint.LookAsync(pane, lease, lines, clock, cancellation);
        }
        catch (TmuxException e)
        {
            throw Gone(pane, e);
        }
    }

    private static string Joined(IReadOnlyList<string> lines) => lines.Count == 0 ? "" : string.Join('\n', lines) + "\n";
}
