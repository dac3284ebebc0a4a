namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>tmux broke the control-mode protocol. The connection cannot be used any further.</summary>
public sealed class ControlModeException(string message) : TmuxException(message);
