using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Commands.Shared;

namespace Orchestrator.Commands.Pipelines;

/// <summary>A pipeline's file as named on the command line, checked before a daemon is asked.</summary>
/// <param name="Source">Its path, for messages.</param>
/// <param name="Text">What it holds.</param>
/// <param name="Directory">Where its panes work.</param>
/// <param name="Plan">What was read.</param>
internal sealed record PipelineFile(string Source, string Text, string Directory, PipelinePlan Plan)
{
    // The daemon knows its limit of panes; here everything else is checked.
    private const int AnyPanes = 1000;

    /// <param name="file">A path, or <c>-</c> for standard input.</param>
    /// <param name="directory">Where its panes work; <c>null</c> for the current directory.</param>
    /// <param name="name">Goes before the name in the file.</param>
    /// <exception cref="CommandFailure">It cannot be read, or is no pipeline: everything that is wrong, with line and column.</exception>
    internal static PipelineFile Read(string file, string? directory, string? name)
    {
        var text = Utf8Text.Read(file);
        var source = file == "-" ? "standard input" : file;
        var work = Path.GetFullPath(directory ?? ".");
        if (!System.IO.Directory.Exists(work)) throw CommandFailure.Usage($"The directory {work} does not exist.", "Name one that does: --dir DIRECTORY");
        var read = PipelineParser.Parse(text, source, work, AnyPanes, name);
        return read.Plan is { } plan
            ? new PipelineFile(source, text, work, plan)
            : throw CommandFailure.Usage(string.Join('\n', read.Problems), "docs/pipelines.md has every field.");
    }
}
