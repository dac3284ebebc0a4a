namespace Orchestrator.Agents.Teams;

/// <summary>What an agent is in a team.</summary>
/// <param name="Key">How it is written and what its brief's file is called, e.g. <c>test-runner</c>.</param>
/// <param name="Title">For people, e.g. <c>Test runner</c>.</param>
/// <param name="Duty">What it does, in half a sentence, for the others of its team.</param>
/// <param name="CheckInNote">What its recurring check-in asks.</param>
public sealed record Role(string Key, string Title, string Duty, string CheckInNote);
