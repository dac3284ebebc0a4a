using Orchestrator.TmuxAdapter.Native;
using Orchestrator.TmuxAdapter.Protocol;
using System.Buffers;
using System.Diagnostics;

namespace Orchestrator.TmuxAdapter.Connection;

/// <summary>One <c>tmux -C</c> process: lines in, replies out, in order. It never reconnects.</summary>
/// <remarks>A thread of its own reads with blocking calls: <c>await ReadAsync</c> on a redirected stream was 1,000 times slower at the tail.</remarks>
internal sealed class ControlClient : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingReply> _pending = new();
    private readonly Process _process;
    private readonly ControlWriter _writer;
    private readonly Action<ControlModeMessage.Notification> _onNotification;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeLimit;
    private readonly ITimer _overdueTimer;
    private readonly string _sentinelPrefix = $"sentinel-{Guid.NewGuid():N}-";
    private readonly TaskCompletionSource _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _endReason; // set once, under the gate, when no reply can come any more
    private string? _said;      // the argument of %exit
    private bool _isTimerArmed;
    private long _lastSentinel;

    public ControlClient(ProcessStartInfo tmux, IoLoop loop, TimeProvider time, TimeSpan timeLimit, Action<ControlModeMessage.Notification> onNotification)
    {
        (_time, _timeLimit, _onNotification) = (time, timeLimit, onNotification);
        _overdueTimer = time.CreateTimer(_ => FailOverdue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        tmux.RedirectStandardInput = tmux.RedirectStandardOutput = tmux.RedirectStandardError = true;
        _process = Process.Start(tmux)!;
        _writer = new ControlWriter(((System.IO.Pipes.AnonymousPipeClientStream)_process.StandardInput.BaseStream).SafePipeHandle, loop);
        new Thread(Read) { IsBackground = true, Name = "tmux control" }.Start();
    }

    /// <summary>Completes once tmux has attached the client; fails when it refused.</summary>
    public Task Attached => _attached.Task;

    /// <summary>Completes with the reason when the connection has ended and the client's process is gone.</summary>
    public Task<string> Disconnected => _disconnected.Task;

    public Task<IReadOnlyList<string>> RunAsync(TmuxCommand command)
    {
        var reply = new SingleReply(command.Name);
        _writer.Write((Client: this, reply, command), static (x, output) =>
        {
            if (!x.Client.TryExpect(x.reply)) return;
            output.Write(x.command.Line);
            output.Write("\n"u8);
        });
        return reply.Task;
    }

    /// <summary>Runs commands as one line, so that tmux does nothing in between.</summary>
    public Task<IReadOnlyList<IReadOnlyList<string>>> RunListAsync(IReadOnlyList<TmuxCommand> commands)
    {
        var sentinel = _sentinelPrefix + Interlocked.Increment(ref _lastSentinel);
        var reply = new ListReply(commands, sentinel);
        var end = new TmuxCommand("display-message", "-p", sentinel);
        _writer.Write((Client: this, reply, commands, end), static (x, output) =>
        {
            if (!x.Client.TryExpect(x.reply)) return;
            TmuxCommand.WriteJoined(x.commands, output);
            output.Write("\n"u8);
            output.Write(x.end.Line);
            output.Write("\n"u8);
        });
        return reply.Task;
    }

    /// <summary>Detaches: closing the input ends the client. Kills it when it does not go.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await Disconnected.WaitAsync(TimeSpan.FromSeconds(2), _time);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await Disconnected;
        }

        await _overdueTimer.DisposeAsync();
        _process.Dispose();
    }

    private bool TryExpect(PendingReply reply)
    {
        reply.WrittenAt = _time.GetTimestamp();
        lock (_gate)
        {
            if (_endReason is null)
            {
                _pending.Enqueue(reply);
                if (!_isTimerArmed) ArmTimer();
                return true;
            }
        }

        reply.Fail(new TmuxDisconnectedException(_endReason));
        return false;
    }

    private void Read()
    {
        var parser = new ControlModeParser();
        var output = _process.StandardOutput.BaseStream;
        var buffer = new byte[1 << 16];
        var kept = 0;
        string? failure = null;
        try
        {
            while (output.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
            {
                ReadOnlySpan<byte> unread = buffer.AsSpan(0, kept + read);
                while (parser.TryRead(ref unread, out var message)) Dispatch(message);
                kept = unread.Length;
                unread.CopyTo(buffer);
                if (kept == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
        catch (Exception e)
        {
            // A broken protocol, or a handler of notifications that threw: either way, messages are missing from now on.
            failure = e.Message;
            _process.Kill();
        }

        End(failure);
    }

    private void Dispatch(ControlModeMessage message)
    {
        switch (message)
        {
            case ControlModeMessage.Reply { IsOurs: true } block:
                Take(block);
                break;
            case ControlModeMessage.Reply { IsError: true } block: // that of attach-session itself
                _attached.TrySetException(new TmuxStartException(string.Join(' ', block.Lines)));
                break;
            case ControlModeMessage.Reply:
                _attached.TrySetResult();
                break;
            case ControlModeMessage.LooseText text:
                lock (_gate) if (_pending.TryPeek(out var waiting)) waiting.Take(text);
                break;
            case ControlModeMessage.Notification { Name: "exit" } exit:
                _said = exit.Arguments;
                break;
            case ControlModeMessage.Notification notification:
                _onNotification(notification);
                break;
        }
    }

    private void Take(ControlModeMessage.Reply block)
    {
        PendingReply? head;
        lock (_gate)
            if (!_pending.TryPeek(out head)) throw new ControlModeException($"Reply {block.Number} answers nothing we asked.");

        if (!head.Take(block)) return;
        lock (_gate) _pending.Dequeue();
    }

    private void End(string? failure)
    {
        var errors = _process.StandardError.ReadToEnd().Trim();
        _process.WaitForExit();
        var reason = failure ?? (_said is { Length: > 0 } ? _said
            : errors.Length > 0 ? errors
            : $"the tmux client {(_said is null ? "was ended" : "was detached, or its session closed")} (exit code {_process.ExitCode})");
        List<PendingReply> unanswered;
        lock (_gate)
        {
            _endReason = reason;
            unanswered = [.. _pending];
            _pending.Clear();
        }

        _attached.TrySetException(new TmuxStartException(reason));
        _ = _attached.Task.Exception; // observed: nobody waits for it after the start
        foreach (var reply in unanswered) reply.Fail(new TmuxDisconnectedException(reason));
        _disconnected.TrySetResult(reason);
    }

    // One timer for all replies, and none while nothing is awaited. A reply that is overdue keeps its place in the queue:
    // its block may still come, and must not be taken for another's.
    private void ArmTimer()
    {
        _isTimerArmed = true;
        _overdueTimer.Change(_timeLimit / 4, Timeout.InfiniteTimeSpan);
    }

    private void FailOverdue()
    {
        List<PendingReply> overdue;
        lock (_gate)
        {
            overdue = [.. _pending.TakeWhile(reply => _time.GetElapsedTime(reply.WrittenAt) >= _timeLimit)];
            if (_pending.Count == 0) _isTimerArmed = false;
            else ArmTimer();
        }

        foreach (var reply in overdue) reply.Fail(new TmuxTimeoutException(reply.Command, _timeLimit));
    }
}
