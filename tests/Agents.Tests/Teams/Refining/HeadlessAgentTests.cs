using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Teams.Refining;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.Teams.Refining;

public class HeadlessAgentTests
{
    private static Task<HeadlessAnswer> Ask(TimeSpan patience, params IReadOnlyList<string> command)
    {
        var profile = new ProfileCatalogue(ConfigSources.Shipped, null).Get("rehearsal") with { Headless = command };
        var agent = new HeadlessAgent(_ => profile, new Dictionary<string, string> { ["ORC_HOME"] = "/home/of/it" }, patience, TimeProvider.System);
        return agent.AskAsync("rehearsal", Path.GetTempPath(), "Which team?\n").WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static Task<HeadlessAnswer> Shell(string script) => Ask(TimeSpan.FromSeconds(20), "sh", "-c", script);

    [Fact]
    public async Task The_prompt_comes_on_standard_input_and_the_answer_is_what_is_written() =>
        Assert.Equal(new HeadlessAnswer("Which team?\n/home/of/it\n"), await Shell("cat; echo \"$ORC_HOME\"; echo noise >&2"));

    [Fact]
    public async Task A_failure_is_told_with_its_last_words() =>
        Assert.Equal("sh ended with code 3: no credit", (await Shell("echo no credit >&2; exit 3")).Problem);

    [Fact]
    public async Task One_that_takes_too_long_is_ended() =>
        Assert.Contains("longer than 0.3 s and was ended", (await Ask(TimeSpan.FromSeconds(0.3), "sh", "-c", "sleep 60 & wait")).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task A_program_that_is_not_there_and_a_profile_without_one_are_told()
    {
        Assert.StartsWith("no-such-cli cannot be started", (await Ask(TimeSpan.FromSeconds(5), "no-such-cli")).Problem, StringComparison.Ordinal);
        Assert.StartsWith("the profile rehearsal has no launch.headless", (await Ask(TimeSpan.FromSeconds(5))).Problem, StringComparison.Ordinal);
    }
}
