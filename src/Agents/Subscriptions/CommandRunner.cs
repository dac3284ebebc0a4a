using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>Runs the command of a firing: by <c>/bin/sh</c>, in a process group of its own, with the event in its environment and on its standard input.</summary>
/// <remarks>What the pane wrote never becomes part of the command.</remarks>
/// <param name="environment">Variables besides those of the daemon.</param>
/// <param name="limit">How long it may take; then its whole group is ended.</param>
/// <param name="mostOutput">Bytes of its output that are kept; the rest is read and dropped.</param>
/// <param name="time">The clock.</param>
public sealed class CommandRunner(IReadOnlyDictionary<string, string> environment, TimeSpan limit, long mostOutput, TimeProvider time)
{
    // A child that it left behind may hold its output open for ever.
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end.</summary>
    public async Task<ActionOutcome> RunAsync(Subscription subscription, Firing firing, CancellationToken cancellation)
    {
        using var process = Process.Start(StartInfo(subscription, firing)) ?? throw new InvalidOperationException("No process was started.");
        var output = new BoundedOutput((int)mostOutput);
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput.BaseStream), output.ReadAsync(process.StandardError.BaseStream));
        _ = WriteAsync(process, SubscriptionText.ToJson(subscription, firing));
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            await EndGroupAsync(process.Id);
            if (!over.IsCancellationRequested) return new ActionOutcome("unknown", Detail: "The daemon ended while it ran; it was ended too.");
            return new ActionOutcome("timed_out", null, output.Text, output.IsTruncated, $"It took longer than {limit.TotalSeconds:0.###} s and was ended.");
        }

        await Task.WhenAny(reading, Task.Delay(OutputPatience, time, CancellationToken.None));
        return new ActionOutcome(process.ExitCode == 0 ? "done" : "failed", process.ExitCode, output.Text, output.IsTruncated);
    }

    private ProcessStartInfo StartInfo(Subscription subscription, Firing firing)
    {
        // setsid is its own group's leader from the start, and then becomes the shell: the process's number is the group's.
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", subscription.Action.Text!])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        foreach (var (name, value) in SubscriptionText.Variables(subscription, firing)) start.Environment[name] = value;
        return start;
    }

    private static async Task WriteAsync(Process process, byte[] json)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(json);
            await process.StandardInput.BaseStream.WriteAsync("\n"u8.ToArray());
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It does not read its input, and has ended.
        }
    }

    private static async Task EndGroupAsync(int group)
    {
        using var kill = Process.Start("/bin/kill", ["-KILL", "--", "-" + group.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Keeps the first bytes of two streams together, and reads on.</summary>
    private sealed class BoundedOutput(int most)
    {
        private readonly List<byte> _kept = [];

        public bool IsTruncated { get; private set; }

        public string Text
        {
            get
            {
                lock (_kept) return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_kept));
            }
        }

        public async Task ReadAsync(Stream from)
        {
            var buffer = new byte[1 << 14];
            try
            {
                while (await from.ReadAsync(buffer) is > 0 and var count)
                {
                    lock (_kept)
                    {
                        var room = Math.Min(count, most - _kept.Count);
                        _kept.AddRange(buffer.AsSpan(0, room));
                        IsTruncated |= room < count;
                    }
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The process was disposed of while a child of it held the output open.
            }
        }
    }
}
