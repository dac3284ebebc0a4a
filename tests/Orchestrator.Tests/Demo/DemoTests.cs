using Orchestrator.Demo;
using Orchestrator.Rehearsal.Scripts;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Orchestrator.Tests.Demo;

public sealed class DemoTests
{
    [Theory]
    [InlineData("""{"type":"agent.bound.v1","incarnation":1,"pane":{"pid":42}}""", "is up, process 42")]
    [InlineData("""{"type":"agent.bound.v1","incarnation":2,"pane":{"pid":43}}""", "is up, process 43, incarnation 2")]
    [InlineData("""{"type":"agent.ended.v1","end":{"cause":"exited","exit_code":null,"signal":9}}""", "ended by signal 9")]
    [InlineData("""{"type":"agent.ended.v1","end":{"cause":"exited","exit_code":0}}""", "ended with exit code 0")]
    [InlineData("""{"type":"agent.ended.v1","end":{"cause":"pane_gone"}}""", "ended")]
    [InlineData("""{"type":"agent.message-queued.v1","message":{"kind":"brief","text":"You are"}}""", "gets its brief")]
    [InlineData("""{"type":"agent.message-queued.v1","message":{"kind":"message","from":"greeter:tester","text":"It passes.\nAll."}}""", "gets word from greeter:tester: It passes.")]
    [InlineData("""{"type":"agent.reported.v1","state":"done","text":"All is well."}""", "says done: All is well.")]
    [InlineData("""{"type":"agent.some-new-one.v2"}""", null)]
    [InlineData("{}", null)]
    public void An_event_is_told_in_a_few_words(string json, string? words) =>
        Assert.Equal(words, DemoEventText.Of(JsonDocument.Parse(json).RootElement));

    [Fact]
    public void The_project_is_a_git_repository_whose_test_fails_until_the_work_is_done()
    {
        var workspace = DemoWorkspace.Create();
        try
        {
            Assert.EndsWith(" A greeter that knows no names", Assert.Single(workspace.Commits()), StringComparison.Ordinal);
            Assert.Equal(1, Run(workspace, "./test.sh"));
            foreach (var step in ScriptOf(workspace, "developer").TurnFor("[greeter:developer#2 from greeter:project-manager; answer: orc reply greeter:developer#2 \"…\"]\nGo.").Steps.OfType<Step.Run>())
            {
                if (!step.Command.StartsWith("orc ", StringComparison.Ordinal))
                    Assert.Equal(0, Run(workspace, step.Command));
            }
            Assert.Equal(0, Run(workspace, "./test.sh"));
            Assert.Equal(2, workspace.Commits().Count);
        }
        finally
        {
            Directory.Delete(workspace.Root, recursive: true);
        }
    }

    [Theory]
    [InlineData("project-manager", "[greeter:project-manager#1 brief]\nYou are …", "orc send")]
    [InlineData("project-manager", "[greeter:project-manager#2 from greeter:tester; answer: orc reply greeter:project-manager#2 \"…\"]\n./test.sh passes on 1a2b3c.", "orc report --state done")]
    [InlineData("tester", "[greeter:tester#2 from greeter:developer; answer: orc reply greeter:tester#2 \"…\"]\nCommit 1a2b3c greets by name.", "./test.sh")]
    public void Each_role_does_its_part_when_it_is_told(string role, string prompt, string command)
    {
        var workspace = DemoWorkspace.Create();
        try
        {
            Assert.Contains(ScriptOf(workspace, role).TurnFor(prompt).Steps.OfType<Step.Run>(), step => step.Command.StartsWith(command, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(workspace.Root, recursive: true);
        }
    }

    private static RehearsalScript ScriptOf(DemoWorkspace workspace, string role) =>
        ScriptFile.Load(Path.Combine(workspace.Project, ".rehearsal"), incarnation: 1, name => name == "ORC_ROLE" ? role : null);

    private static int Run(DemoWorkspace workspace, string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = workspace.Project, RedirectStandardOutput = true })!;
        shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return shell.ExitCode;
    }
}
