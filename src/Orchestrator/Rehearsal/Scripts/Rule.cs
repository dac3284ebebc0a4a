using System.Text.RegularExpressions;

namespace Orchestrator.Rehearsal.Scripts;

/// <summary>What to do when a prompt matches.</summary>
/// <param name="Pattern">Searched anywhere in the prompt; <c>^</c> and <c>$</c> match at lines. Null matches every prompt.</param>
/// <param name="Incarnation">Only in this incarnation of the agent; null in all.</param>
/// <param name="Time">Only the n-th time that the pattern matches, from 1; null always.</param>
/// <param name="Steps">Done in order.</param>
internal sealed record Rule(Regex? Pattern, int? Incarnation, int? Time, IReadOnlyList<Step> Steps);
