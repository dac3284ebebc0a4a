using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Terminals;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Agents.Lifecycle;

// Dialogs that ask for permission.
public abstract partial class AgentActor<TState>
{
    // A CLI shows its dialog while its hook asks: the rules decide there first. Longer than a hook waits for its answer.
    private static readonly TimeSpan HookHeadStart = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan DecidedDialog = TimeSpan.FromSeconds(5);

    private bool _isAnswering;
    private ScreenDialog? _dialog;
    private ToolUse? _tool;

    private void HandleDialogs()
    {
        Command<TerminalMessages.DialogAnswered>(_ => OnDialogOutcome(new RecordDialogGone()));
        Command<TerminalMessages.DialogNotAnswered>(m => OnDialogOutcome(new ReturnPermission(m.Id, m.Reason)));
        Command<HookIsSilent>(_ => RecordDialogUnlessAnswering());
    }

    private void SeeDialog(TerminalMessages.ActivityChanged changed)
    {
        (_dialog, _tool) = (changed.Dialog, changed.Tool);
        var isNew = _dialog is not null && _dialog != Agent.Permissions.Pending?.Dialog;
        if (isNew && _tool is null && !Rules.Permissions.Rules.IsEmpty)
        {
            if (!Timers.IsTimerActive(nameof(HookIsSilent))) Timers.StartSingleTimer(nameof(HookIsSilent), HookIsSilent.Instance, HookHeadStart);
            return;
        }

        Timers.Cancel(nameof(HookIsSilent));
        RecordDialogUnlessAnswering();
    }

    // Its hook has the decision: the dialog goes away by itself, unless the CLI gave up its hook before.
    private void AwaitHook()
    {
        if (Timers.IsTimerActive(nameof(HookIsSilent))) Timers.StartSingleTimer(nameof(HookIsSilent), HookIsSilent.Instance, DecidedDialog);
    }

    private void RecordDialogUnlessAnswering()
    {
        if (!_isAnswering) RecordDialog();
    }

    private void RecordDialog()
    {
        if (_dialog is not null)
            HandleOwn(new RecordDialog(Agent.Life.Incarnation, _dialog, _tool));
        else if (_activity is not TerminalActivity.WaitingForPermission)
            HandleOwn(new RecordDialogGone());
    }

    private void OnDialogOutcome(IPermissionCommand outcome)
    {
        var answered = Agent.Permissions.Pending?.Dialog;
        _isAnswering = false;
        HandleOwn(outcome);
        if (_dialog != answered) RecordDialog(); // one that came meanwhile
    }

    private sealed record HookIsSilent
    {
        public static readonly HookIsSilent Instance = new();
    }
}
