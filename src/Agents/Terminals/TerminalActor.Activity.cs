using Akka.Actor;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Limits;
using Orchestrator.TmuxAdapter;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

// What its agent does, as hooks and screen tell it, and the dialogs that are answered in its place.
public sealed partial class TerminalActor
{
    // Not a request's id: the answer to a limit's dialog is the terminal's own.
    private const string LimitAnswer = "limit";

    // Longer than any CLI draws what no rule needs to know.
    private static readonly TimeSpan _unreadableAfter = TimeSpan.FromSeconds(10);

    private readonly ActivityJudge _judge = new();
    private ActivityChanged? _told;
    private bool _isUnreadable;
    private bool _hasWorked;
    private ScreenDialog? _answering;
    private ScreenDialog? _unanswered;

    private void OnLooked(ScreenLook look)
    {
        var seen = _judge.OnLook(look);
        if (look.AtRest && _judge.IsOutdated(look)) _screen?.LookAgain(); // a dialog in it would stay unseen
        WatchReadability();
        if (seen is not null) Take(seen);
    }

    private void Take(Seen seen)
    {
        var dialog = seen.LimitDialog;
        if (dialog is not null && dialog == _unanswered)
        {
            Tell(seen with { Dialog = dialog }); // a person's, since its CLI did not take our answer
            return;
        }

        Tell(seen);
        if (_mayHaveDraft && seen.Activity is TerminalActivity.Ready or TerminalActivity.Working) Self.Tell(PutBackDraft.Instance);
        if (dialog is null || dialog == _answering || _terminal is null) return;
        _answering = dialog;
        Self.Tell(new AnswerDialog(LimitAnswer, dialog, _reader.AnswerOf(dialog)!));
    }

    private void Tell(Seen seen)
    {
        var tool = seen.Dialog is { } dialog && _asked?.IsShownIn(dialog.Question) == true ? _asked : null;
        var changed = new ActivityChanged(_start.Incarnation, seen.Activity, seen.Dialog, News(seen.Limit), News(seen.Failure), tool);
        if (changed == _told) return;
        _told = changed;
        _hasWorked = changed.Activity is TerminalActivity.Working || (_hasWorked && changed is { Limit: null, Failure: null });
        Context.Parent.Tell(changed);
    }

    // What is said stays on the screen, and its time is read as tomorrow's once it has passed: the same words are told once.
    private SeenLimit? News(SeenLimit? seen) => seen is null ? null
        : _told?.Limit is { } known && known.Text == seen.Text ? known
        : seen with { Sighting = Sighting };

    private SeenFailure? News(SeenFailure? seen) => seen is null ? null
        : _told?.Failure is { } known && known.Text == seen.Text ? known
        : seen with { Sighting = Sighting };

    private Sighting Sighting => _hasWorked ? Sighting.Fresh
        : _told?.Activity is TerminalActivity.Ready or TerminalActivity.Working ? Sighting.Standing
        : Sighting.First;

    /// <summary>A screen that no rule reads for long is told: most likely the CLI is another version than its profile's rules were made for.</summary>
    private void WatchReadability()
    {
        var isUnreadable = _judge.UnreadableSince is not null;
        if (isUnreadable == _isUnreadable) return;
        _isUnreadable = isUnreadable;
        if (isUnreadable)
        {
            Timers.StartSingleTimer(nameof(SayUnreadable), SayUnreadable.Instance, _unreadableAfter);
            return;
        }

        Timers.Cancel(nameof(SayUnreadable));
        Context.Parent.Tell(new Unreadable(_start.Incarnation, false));
    }

    private void OnExplain(Explain _)
    {
        if (_terminal is { } terminal)
            StateExplainer.ExplainAsync(_start, _profile, _judge, _reader, terminal.Pane, _told?.Activity ?? TerminalActivity.Starting).PipeTo(Sender);
        else
            Sender.Tell(StateExplainer.Unbound(_start));
    }

    private void OnAnswerDialog(AnswerDialog answer)
    {
        if (_terminal is { } terminal)
            new DialogProcedure(terminal).RunAsync(answer, _stopped.Token).PipeTo(Self);
        else
            Sender.Tell(new DialogNotAnswered(answer.Id, "Its terminal is not bound yet."));
    }

    private void OnDialogOutcome(string id, object outcome)
    {
        if (id != LimitAnswer)
        {
            Context.Parent.Tell(outcome);
            return;
        }

        (_unanswered, _answering) = (outcome is DialogNotAnswered ? _answering : null, null);
        if (_unanswered is { } dialog) Tell(new Seen(TerminalActivity.WaitingForPermission, dialog, _told?.Limit));
    }

    private static async Task<ScreenTrace> TraceAsync(AgentPane? pane)
    {
        try
        {
            return new ScreenTrace(pane is null ? null : string.Join('\n', (await pane.ScreenAsync()).Lines.Select(line => line.TrimEnd())));
        }
        catch (TmuxException)
        {
            return new ScreenTrace(null); // could not look; the loss of the connection shows elsewhere
        }
    }

    private sealed record SayUnreadable
    {
        public static readonly SayUnreadable Instance = new();
    }
}
