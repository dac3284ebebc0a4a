using Orchestrator.Rehearsal.Input;
using Orchestrator.Rehearsal.Screen;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Rehearsal.Host;

/// <summary>Runs an agent on a terminal: reads, lets the agent decide, does what it wants, paints. One thread.</summary>
internal sealed class RehearsalLoop(
    RehearsalAgent agent, RawTerminal terminal, PromptRecord record, ConversationFile conversation, HookClient? hooks, string name, TimeProvider clock)
{
    private static readonly TimeSpan EscapeDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SpinnerPeriod = TimeSpan.FromSeconds(1);

    private readonly InputDecoder _decoder = new();
    private readonly Painter _painter = new();
    private readonly Wakeups _wakeups = new();
    private ShellCommand? _command;
    private volatile bool _floodMayStop;
    private int? _exitCode;
    private bool _wasPasted, _hasShown;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Runs until the agent ends.</summary>
    /// <returns>The exit code.</returns>
    public int Run(string greeting, string? firstPrompt)
    {
        using var resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _wakeups.HandOver(Resize));
        using var hangUp = EndOn(PosixSignal.SIGHUP, 1);
        using var interrupt = EndOn(PosixSignal.SIGINT, 2);
        using var quit = EndOn(PosixSignal.SIGQUIT, 3);
        using var terminate = EndOn(PosixSignal.SIGTERM, 15);
        if (hooks is not null) hooks.GoesOn = text => _wakeups.HandOver(() => agent.GoOn(text, Now));
        _painter.Print(greeting);
        agent.Start(firstPrompt, Now);
        Settle();
        var buffer = new byte[64 * 1024];
        while (_exitCode is null)
        {
            if (_wakeups.Wait(!agent.IsHung, Timeout()))
                Read(buffer);
            else if (_decoder.IsUndecided)
                Receive(_decoder.Flush());
            agent.Advance(Now);
            Settle();
            if (_wasPasted)
                Thread.Sleep(agent.BusyAfterPaste); // there is one thread, and it is to leave its input unread
            _wasPasted = false;
        }
        hooks?.Finish();
        return _exitCode.Value;
    }

    private void Read(byte[] buffer)
    {
        var count = RawTerminal.Read(buffer);
        if (count == 0)
            _exitCode ??= 0;
        else
            Receive(_decoder.Read(buffer.AsSpan(0, count)));
    }

    private void Receive(IReadOnlyList<TerminalInput> inputs)
    {
        foreach (var input in inputs)
        {
            agent.Receive(input, Now);
            _wasPasted |= input is TerminalInput.Pasted;
            Do(agent.TakeEffects());
        }
    }

    /// <summary>Does what the agent wants and shows how it stands.</summary>
    private void Settle()
    {
        Do(agent.TakeEffects());
        if (_exitCode is null && agent.Turn is not { IsSilent: true })
            Show(_painter.Paint(LiveArea.Of(agent, name, RawTerminal.Columns, Now)));
    }

    private void Show(string frame)
    {
        var first = _hasShown && agent.FrameTorn > TimeSpan.Zero ? frame.Length / 2 : 0;
        _hasShown = true;
        if (first > 0)
        {
            terminal.Write(frame[..first]);
            Thread.Sleep(agent.FrameTorn); // there is one thread, and it is to be seen in the middle of its frame
        }

        terminal.Write(frame[first..]);
    }

    private void Do(IReadOnlyList<RehearsalEffect> effects)
    {
        foreach (var effect in effects.TakeWhile(_ => _exitCode is null))
            Do(effect);
    }

    private void Do(RehearsalEffect effect)
    {
        switch (effect)
        {
            case RehearsalEffect.Print print:
                _painter.Print(print.Line);
                break;
            case RehearsalEffect.Record entry:
                record.Write(entry);
                break;
            case RehearsalEffect.Notify notice:
                if (notice is { Kind: HookKind.PromptSubmitted, Prompt: { } prompt }) conversation.Took(prompt);
                hooks?.Report(notice);
                break;
            case RehearsalEffect.GoOn goesOn:
                conversation.Took(goesOn.Text);
                break;
            case RehearsalEffect.RunCommand command:
                _command = ShellCommand.Start(command, CommandWrote, CommandEnded);
                break;
            case RehearsalEffect.StopCommand:
                _command?.Kill();
                _command = null;
                break;
            case RehearsalEffect.Flood flood:
                Flood(flood.Bytes);
                break;
            case RehearsalEffect.RingBell:
                terminal.Write("\a");
                break;
            case RehearsalEffect.Kill kill:
                terminal.Write(_painter.Clear());
                _ = LibC.Kill(Environment.ProcessId, kill.Signal);
                break;
            case RehearsalEffect.End end:
                End(end);
                break;
        }
    }

    private void CommandWrote(ShellCommand from, string line) => _wakeups.HandOver(() =>
    {
        if (from == _command)
            agent.CommandWrote(line);
    });

    private void CommandEnded(ShellCommand from, int exitCode) => _wakeups.HandOver(() =>
    {
        if (from == _command)
            agent.CommandEnded(exitCode, Now);
    });

    private void Flood(long bytes)
    {
        terminal.Write(_painter.Clear());
        var line = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("All work and no play makes an agent a dull one. ", 2)).TrimEnd() + "\r\n");
        var block = Enumerable.Repeat(line, 600).SelectMany(one => one).ToArray();
        for (var left = bytes; left > 0 && !_floodMayStop && !terminal.IsGone; left -= block.Length)
            terminal.Write(block.AsSpan(0, (int)Math.Min(left, block.Length)));
    }

    private void End(RehearsalEffect.End end)
    {
        terminal.Write(_painter.Clear());
        record.Write(new RehearsalEffect.Record(RecordKind.Ended, [], Detail: $"exit code {end.ExitCode}"));
        if (end.Properly)
            hooks?.Report(new RehearsalEffect.Notify(HookKind.SessionEnded));
        _exitCode = end.ExitCode;
    }

    private PosixSignalRegistration EndOn(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true; // the loop ends the process, so that the terminal is put back
        if (agent.IsStubborn)
            return;
        _floodMayStop = true;
        _wakeups.HandOver(() => End(new RehearsalEffect.End(128 + number, Properly: true)));
    });

    private void Resize()
    {
        if (agent.Turn is not { IsSilent: true })
            terminal.Write(_painter.Reset());
    }

    private TimeSpan? Timeout()
    {
        if (_decoder.IsUndecided)
            return EscapeDelay;
        var due = agent.NextDue is { } next ? Max(next - Now, TimeSpan.Zero) : (TimeSpan?)null;
        var moves = agent.Turn is { IsSilent: false, LooksIdle: false, Dialog: null };
        return moves && (due is null || due > SpinnerPeriod) ? SpinnerPeriod : due;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
