using Orchestrator.Rehearsal.Input;
using Orchestrator.Rehearsal.Scripts;
using System.Text;

namespace Orchestrator.Rehearsal;

/// <summary>
/// An interactive coding agent as a state machine: input, time and the output of commands go in, effects and a state to be
/// painted come out. Does no I/O and reads no clock.
/// </summary>
internal sealed class RehearsalAgent
{
    private readonly RehearsalScript _script;
    private readonly ComposerQuirks _quirks;
    private readonly List<RehearsalEffect> _effects = [];
    private readonly Queue<Prompt> _queue = new();
    private readonly DateTimeOffset _hearsFrom;
    private DateTimeOffset _ignoresUntil;
    private DateTimeOffset _limitedUntil;
    private DateTimeOffset _queueRestsUntil;
    private DateTimeOffset _interruptedAt = DateTimeOffset.MinValue;
    private long _submitted;

    public RehearsalAgent(RehearsalScript script, ComposerQuirks quirks, DateTimeOffset now)
    {
        _script = script;
        _quirks = quirks;
        _hearsFrom = now + quirks.DeafAtStart;
        Composer = new Composer(quirks);
    }

    private sealed record Prompt(long Number, byte[] Bytes, string Text, bool IsHandedOver = false);

    public Composer Composer { get; }

    public string GhostText => _quirks.GhostText;

    /// <summary>The pause in the middle of each frame; zero for none.</summary>
    public TimeSpan FrameTorn => _quirks.FrameTorn;

    /// <summary>The pause after the frame that shows a paste; zero for none.</summary>
    public TimeSpan BusyAfterPaste => _quirks.BusyAfterPaste;

    /// <summary>The turn that is under way; null when idle.</summary>
    public Turn? Turn { get; private set; }

    /// <summary>Prompts that wait for the turn's end, as a person sees them.</summary>
    public IEnumerable<string> Queued => _queue.Select(prompt => prompt.Text);

    /// <summary>Neither reads nor writes.</summary>
    public bool IsHung => Turn?.Step is Step.Hang;

    /// <summary>No signal that asks to end has an effect.</summary>
    public bool IsStubborn { get; private set; }

    /// <summary>When <see cref="Advance"/> has something to do next; null: only input can change anything.</summary>
    public DateTimeOffset? NextDue => Turn is { } turn ? turn.NextDue : _queue.Count > 0 ? _queueRestsUntil : null;

    /// <summary>What is to be done now, in order. Each effect is given once.</summary>
    public IReadOnlyList<RehearsalEffect> TakeEffects()
    {
        var effects = _effects.ToArray();
        _effects.Clear();
        return effects;
    }

    /// <summary>Reports that the agent is up, and takes its first prompt if it was given one on the command line.</summary>
    public void Start(string? firstPrompt, DateTimeOffset now)
    {
        _effects.Add(new RehearsalEffect.Record(RecordKind.Started, []));
        _effects.Add(new RehearsalEffect.Notify(HookKind.SessionStarted));
        if (_script.Start.Count > 0)
            Begin(new Turn(new ScriptedTurn(_script.Start, new Dictionary<string, string>()), now), now);
        if (!string.IsNullOrEmpty(firstPrompt))
            Submit(Encoding.UTF8.GetBytes(firstPrompt), now);
    }

    public void Receive(TerminalInput input, DateTimeOffset now)
    {
        if (IsHung)
            return;
        if (now < _hearsFrom || now < _ignoresUntil)
            Lose(input, "ignored");
        else if (Turn?.Dialog is { } dialog)
            Answer(dialog, input, now);
        else
            Edit(input, now);
    }

    /// <summary>Does what has fallen due by now.</summary>
    public void Advance(DateTimeOffset now)
    {
        while (Turn is { } turn && turn.IsStepOver(now))
        {
            _effects.AddRange(turn.EndStep());
            if (!BeginStep(turn, now))
                return;
        }
        if (Turn?.Progress(now) is { } line)
            Print(line);
        TakeNextPrompt(now);
    }

    /// <summary>A command that the agent runs wrote a line.</summary>
    public void CommandWrote(string line) => Print($"  ⎿  {line}");

    /// <summary>The command that the agent ran has ended.</summary>
    public void CommandEnded(int exitCode, DateTimeOffset now)
    {
        if (Turn is not { Step: Step.Run } turn)
            return;
        if (exitCode != 0)
            Print($"  ⎿  exit code {exitCode}");
        turn.CompleteStep();
        Advance(now);
    }

    private void Edit(TerminalInput input, DateTimeOffset now)
    {
        switch (input)
        {
            case TerminalInput.Typed typed:
                Composer.Type(typed.Text, now);
                break;
            case TerminalInput.Pasted pasted:
                Composer.Paste(pasted.Text, now);
                break;
            case TerminalInput.Pressed pressed:
                Press(pressed.Key, now);
                break;
        }
    }

    private void Press(TerminalKey key, DateTimeOffset now)
    {
        switch (key)
        {
            case TerminalKey.Enter:
                if (Composer.Enter(now, isQueued: Turn is not null, out var prompt) == Composer.EnterEffect.Submitted)
                    Submit(prompt, now);
                break;
            case TerminalKey.NewLine:
                Composer.NewLine();
                break;
            case TerminalKey.Backspace:
                Composer.Backspace();
                break;
            case TerminalKey.ClearLine:
                Composer.ClearLine();
                break;
            case TerminalKey.KillLine:
                Composer.KillLine();
                break;
            case TerminalKey.Escape or TerminalKey.Interrupt when Turn is not null:
                Interrupt(now);
                break;
            case TerminalKey.Escape or TerminalKey.Interrupt when !Composer.IsEmpty:
                Composer.Clear();
                break;
            case TerminalKey.Interrupt:
                LeaveOnTheSecond(now);
                break;
            case TerminalKey.EndOfInput when Turn is null && Composer.IsEmpty:
                End(0, properly: true);
                break;
        }
    }

    private void LeaveOnTheSecond(DateTimeOffset now)
    {
        if (now - _interruptedAt < TimeSpan.FromSeconds(2))
            End(0, properly: true);
        else
            Print("  Press again to exit");
        _interruptedAt = now;
    }

    private void Submit(byte[] bytes, DateTimeOffset now)
    {
        var prompt = new Prompt(++_submitted, bytes, Encoding.UTF8.GetString(bytes));
        _effects.Add(new RehearsalEffect.Record(RecordKind.Submitted, bytes, prompt.Number, Turn is null ? "" : "queued"));
        _queue.Enqueue(prompt);
        TakeNextPrompt(now);
    }

    /// <summary>Goes on with a text that came without a keystroke, by the hook of a turn's end.</summary>
    public void GoOn(string text, DateTimeOffset now)
    {
        var prompt = new Prompt(++_submitted, Encoding.UTF8.GetBytes(text), text, IsHandedOver: true);
        _effects.Add(new RehearsalEffect.Record(RecordKind.Submitted, prompt.Bytes, prompt.Number, "handed over"));
        _effects.Add(new RehearsalEffect.GoOn(text));
        _queue.Enqueue(prompt);
        TakeNextPrompt(now);
    }

    private void TakeNextPrompt(DateTimeOffset now)
    {
        if (Turn is not null || now < _queueRestsUntil || !_queue.TryDequeue(out var prompt))
            return;
        _effects.Add(new RehearsalEffect.Record(RecordKind.Taken, [], prompt.Number));
        if (!prompt.IsHandedOver)
            _effects.Add(new RehearsalEffect.Notify(HookKind.PromptSubmitted, prompt.Text));
        foreach (var line in Transcript.OfPrompt(prompt.Text))
            Print(line);
        if (now < _limitedUntil)
            Begin(new Turn(new ScriptedTurn([new Step.Limit(_limitedUntil - now)], new Dictionary<string, string>()), now), now);
        else
            Begin(new Turn(_script.TurnFor(prompt.Text), now), now);
    }

    private void Begin(Turn turn, DateTimeOffset now)
    {
        Turn = turn;
        BeginStep(turn, now);
        Advance(now);
    }

    /// <summary>Begins the turn's next step, or ends the turn.</summary>
    /// <returns>False when the turn is over.</returns>
    private bool BeginStep(Turn turn, DateTimeOffset now)
    {
        if (turn.BeginNext(now) is not { } step)
        {
            EndTurn(now);
            return false;
        }
        switch (step)
        {
            case Step.Say say:
                Print($"● {turn.Fill(say.Text)}");
                break;
            case Step.Ask ask:
                turn.Dialog = new PermissionDialog(turn.Fill(ask.Text));
                _effects.Add(new RehearsalEffect.Notify(HookKind.PermissionAsked, Text: turn.Dialog.Request));
                break;
            case Step.Run run:
                Print($"● Bash({run.Command})");
                _effects.Add(new RehearsalEffect.RunCommand(run.Command, turn.Environment));
                break;
            case Step.Flood flood:
                _effects.Add(new RehearsalEffect.Flood(flood.Bytes));
                break;
            case Step.Bell:
                _effects.Add(new RehearsalEffect.RingBell());
                break;
            case Step.Stubborn:
                IsStubborn = true;
                break;
            case Step.Ignore ignore:
                _ignoresUntil = now + ignore.Duration;
                break;
            case Step.Limit limit:
                _limitedUntil = now + limit.Duration;
                Print($"  ⎿  You've hit your session limit · resets {Transcript.ResetTime(_limitedUntil)}");
                break;
            case Step.LimitDialog limit:
                Print($"  ⎿  {turn.Fill(limit.Text)}");
                turn.Dialog = PermissionDialog.OfLimit(turn.Fill(limit.Text));
                break;
            case Step.Error error:
                Print(error.Line);
                Turn = null;
                _effects.Add(new RehearsalEffect.Notify(HookKind.TurnFailed, Text: error.Word));
                TakeNextPrompt(now);
                return false;
            case Step.Crash crash:
                Print("● Something went wrong that should not have.");
                End(crash.ExitCode, properly: false);
                break;
            case Step.Signal signal:
                _effects.Add(new RehearsalEffect.Kill(signal.Number));
                break;
            case Step.Exit exit:
                End(exit.ExitCode, properly: true);
                break;
        }
        return true;
    }

    private void EndTurn(DateTimeOffset now)
    {
        Turn = null;
        _effects.Add(new RehearsalEffect.Notify(HookKind.TurnEnded));
        _queueRestsUntil = now + _quirks.QueueTakenAfter;
        TakeNextPrompt(now);
    }

    /// <summary>Ends the turn without reporting its end: none of the CLIs seen runs its hook then.</summary>
    private void Interrupt(DateTimeOffset now)
    {
        if (Turn is { Step: Step.Run })
            _effects.Add(new RehearsalEffect.StopCommand());
        Turn = null;
        Print("  ⎿  Interrupted · What should be done instead?");
        TakeNextPrompt(now);
    }

    private void Answer(PermissionDialog dialog, TerminalInput input, DateTimeOffset now)
    {
        bool? allowed = null;
        switch (input)
        {
            case TerminalInput.Pressed pressed:
                (dialog, allowed) = dialog.Press(pressed.Key, _quirks.DialogTakesDigitsOnly);
                Turn!.Dialog = dialog;
                if (allowed is not null)
                    _effects.Add(new RehearsalEffect.Record(RecordKind.Answered, [], Detail: $"{pressed.Key}: {dialog.Choices[allowed.Value ? 0 : 1]}"));
                break;
            case TerminalInput.Typed typed:
                allowed = TypeInto(typed.Text);
                break;
            default:
                Lose(input, "dialog");
                break;
        }
        if (allowed is { } answer)
            CloseDialog(dialog, answer, now);
    }

    private bool? TypeInto(byte[] text)
    {
        var index = Array.FindIndex(text, character => PermissionDialog.Type(character, _quirks.DialogTakesDigitsOnly) is not null);
        if (index < 0)
        {
            Lose(new TerminalInput.Typed(text), "dialog");
            return null;
        }
        if (text.Length > 1)
            Lose(new TerminalInput.Typed([.. text[..index], .. text[(index + 1)..]]), "dialog");
        var allowed = PermissionDialog.Type(text[index], _quirks.DialogTakesDigitsOnly)!.Value;
        _effects.Add(new RehearsalEffect.Record(RecordKind.Answered, [text[index]], Detail: Turn!.Dialog!.Choices[allowed ? 0 : 1]));
        return allowed;
    }

    private void CloseDialog(PermissionDialog dialog, bool allowed, DateTimeOffset now)
    {
        Turn!.Dialog = null;
        if (!allowed)
        {
            Print($"● {dialog.Request}");
            Interrupt(now);
            return;
        }
        Print($"● Allowed: {dialog.Request}");
        Turn.CompleteStep();
        Advance(now);
    }

    private void Lose(TerminalInput input, string why)
    {
        if (input is TerminalInput.Typed typed)
            _effects.Add(new RehearsalEffect.Record(RecordKind.Lost, typed.Text, Detail: why));
        else if (input is TerminalInput.Pasted pasted)
            _effects.Add(new RehearsalEffect.Record(RecordKind.Lost, pasted.Text, Detail: why));
    }

    private void End(int exitCode, bool properly) => _effects.Add(new RehearsalEffect.End(exitCode, properly));

    private void Print(string line) => _effects.Add(new RehearsalEffect.Print(line));
}
