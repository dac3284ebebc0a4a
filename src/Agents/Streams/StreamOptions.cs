namespace Orchestrator.Agents.Streams;

/// <summary><c>orchestrator.recording</c>.</summary>
/// <param name="RecordAll">Whether every pane is recorded that does not say otherwise.</param>
/// <param name="FileSize">Bytes of one file of a recording.</param>
/// <param name="Files">How many of them are kept of one pane.</param>
/// <param name="Panes">How many recordings of panes that are gone are kept.</param>
/// <param name="SpoolSize">Bytes of a pane that is streamed but not recorded that are kept for slow readers.</param>
public sealed record StreamOptions(bool RecordAll, long FileSize, int Files, int Panes, long SpoolSize);
