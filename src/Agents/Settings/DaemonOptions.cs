namespace Orchestrator.Agents.Settings;

/// <summary><c>orchestrator.daemon</c>.</summary>
/// <param name="LogLevel"><c>debug</c>, <c>info</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="LogSize">Bytes after which a log file is put aside.</param>
/// <param name="LogFiles">How many old ones are kept.</param>
/// <param name="AnswerTimeout">How long an actor's answer may take.</param>
/// <param name="StartWait">How long launch, resume and restart wait for windows before they answer.</param>
/// <param name="StopWait">How long stopping waits for windows to be gone before it answers.</param>
public sealed record DaemonOptions(string LogLevel, long LogSize, int LogFiles, TimeSpan AnswerTimeout, TimeSpan StartWait, TimeSpan StopWait);
