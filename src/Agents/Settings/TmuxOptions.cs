using Orchestrator.Runtime.Supervision;

namespace Orchestrator.Agents.Settings;

/// <summary><c>orchestrator.tmux</c>.</summary>
/// <param name="Command">The program.</param>
/// <param name="Columns">Width of new windows.</param>
/// <param name="Rows">Height of new windows.</param>
/// <param name="CommandTimeout">How long a command may go unanswered.</param>
/// <param name="Reconnect">The wait before a lost connection is made again.</param>
public sealed record TmuxOptions(string Command, int Columns, int Rows, TimeSpan CommandTimeout, Backoff Reconnect);
