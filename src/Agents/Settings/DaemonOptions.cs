namespace Orchestrator.Agents.Settings;

/// <summary><c>orchestrator.daemon</c>.</summary>
/// <param name="LogLevel"><c>debug</c>, <c>info</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="LogSize">Bytes after which a log file is put aside.</param>
/// <param name="LogFiles">How many old ones are kept.</param>
public sealed record DaemonOptions(string LogLevel, long LogSize, int LogFiles);
