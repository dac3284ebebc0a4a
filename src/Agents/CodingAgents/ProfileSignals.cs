using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>How an agent's title and screen are read. Empty lists mean that it gives no such signal.</summary>
/// <param name="TitlePermission">The title while a dialog is up.</param>
/// <param name="TitleBusy">The title during a turn.</param>
/// <param name="TitleIdle">The title when it waits. Where there is one, ready needs it.</param>
/// <param name="Prompt">What a line of the composer or of a submitted prompt begins with; null when that cannot be told.</param>
/// <param name="Trust">A dialog of the first start.</param>
/// <param name="LimitDialog">A dialog about a usage limit.</param>
/// <param name="Permission">Any other dialog.</param>
/// <param name="Busy">A turn.</param>
/// <param name="Limit">A usage limit in the last turn's answer.</param>
/// <param name="Ready">A composer that takes input. Where there is one, ready needs it.</param>
/// <param name="Rows">The labels of dialogs whose options stand in one row.</param>
/// <param name="Reset">Find in a limit's text when it ends, as the group <c>when</c>.</param>
public sealed record ProfileSignals(
    IReadOnlyList<Regex> TitlePermission,
    IReadOnlyList<Regex> TitleBusy,
    IReadOnlyList<Regex> TitleIdle,
    Regex? Prompt,
    IReadOnlyList<ScreenRule> Trust,
    IReadOnlyList<ScreenRule> LimitDialog,
    IReadOnlyList<ScreenRule> Permission,
    IReadOnlyList<ScreenRule> Busy,
    IReadOnlyList<ScreenRule> Limit,
    IReadOnlyList<ScreenRule> Ready,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    IReadOnlyList<Regex> Reset)
{
    /// <summary>Part of the label of the option that a usage limit's dialog is answered with; empty: a person answers it.</summary>
    public string LimitAnswer { get; init; } = "";

    /// <summary>The last turn failed since the credentials were refused.</summary>
    public IReadOnlyList<ScreenRule> Refused { get; init; } = [];

    /// <summary>The last turn failed by the service or the network, after the CLI's own tries.</summary>
    public IReadOnlyList<ScreenRule> Failed { get; init; } = [];

    /// <summary>Whether the screen can ever be read as ready; without it, silence is all there is.</summary>
    public bool TellsReady => TitleIdle.Count > 0 || Ready.Count > 0;
}
