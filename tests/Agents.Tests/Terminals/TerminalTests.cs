using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Messaging;
using Xunit;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Tests.Terminals;

public sealed class TerminalTests(AgentSystemOnTmux agents) : IClassFixture<AgentSystemOnTmux>
{
    [Fact]
    public async Task A_brief_reaches_the_standard_input_of_any_program_whole_and_once()
    {
        var project = await agents.LaunchAsync($"exec cat > {agents.Folder}/in-$PPID", "developer");
        var target = Developer(project);
        var view = await agents.SeesAsync(target, v => v is { Unread: 0, Status: AgentStatus.Ready });

        Assert.Equal($"{project}:developer", (await agents.TmuxAsync("list-windows", "-a", "-F", "#{session_name}:#{window_name}", "-f", $"#{{==:#{{window_id}},{view.Pane!.WindowId}}}")).Trim());
        await ReceivesAsync("-" + view.Pane.Pid, $"[{target}#1 brief]\nYou are {target}.\n");
    }

    [Fact]
    public async Task Messages_arrive_in_order_exactly_once_and_are_confirmed()
    {
        var (target, file) = await ReaderAsync();
        var expected = $"[{target}#1 brief]\nYou are {target}.\n";
        for (var n = 2; n <= 30; n++)
        {
            var text = n % 2 == 0 ? $"line {n}" : $"first {n}\n\n$(touch x) `y` é😀\tlast";
            var accepted = await agents.AskAgentAsync<MessageAccepted>(target, new SendMessage("user", text));
            expected += $"{MessageFormat.Header(accepted.Message)}\n{text}\n";
        }

        await agents.SeesAsync(target, v => v.Unread == 0);
        await Eventually.Holds(async () => Assert.Equal(expected, await File.ReadAllTextAsync(file)));
    }

    [Theory]
    [InlineData("bash --norc -i")]
    [InlineData("sh -i")]
    public async Task An_interactive_shell_reads_a_message_whole_and_executes_nothing_of_it(string shell)
    {
        var project = await agents.LaunchAsync(shell, "developer");
        var target = Developer(project);
        var pane = (await agents.SeesAsync(target, v => v is { Unread: 0, Status: AgentStatus.Ready })).Pane!;
        var mark = Path.Combine(agents.Folder, project.Value);

        await agents.AskAgentAsync<MessageAccepted>(target, new SendMessage("user", $"look: $(touch {mark}-1) `touch {mark}-2`\ntouch {mark}-3\nORC\n; touch {mark}-4"));
        await agents.SeesAsync(target, v => v.Unread == 0);
        await agents.TmuxAsync("send-keys", "-t", pane.PaneId, $"touch {mark}-end", "Enter");

        await Eventually.Holds(() =>
        {
            Assert.True(File.Exists($"{mark}-end"));
            return Task.CompletedTask;
        });
        Assert.Equal([$"{mark}-end"], Directory.GetFiles(agents.Folder, project.Value + "-*"));
        await Eventually.Holds(async () =>
        {
            var screen = await agents.TmuxAsync("capture-pane", "-p", "-J", "-S", "-100", "-t", pane.PaneId);
            Assert.Contains($"; touch {mark}-4", screen.Replace("> ", "", StringComparison.Ordinal), StringComparison.Ordinal); // sh's prompts come in between
        });
    }

    [Fact]
    public async Task A_line_too_long_for_a_cooked_terminal_is_delivered_by_a_file()
    {
        var (target, file) = await ReaderAsync();
        var text = new string('x', 100_000);
        await agents.AskAgentAsync<MessageAccepted>(target, new SendMessage("user", text));
        await agents.SeesAsync(target, v => v.Unread == 0);

        var path = "";
        await Eventually.Holds(async () =>
        {
            var received = await File.ReadAllTextAsync(file);
            Assert.Contains("Read all of it", received, StringComparison.Ordinal);
            path = received[(received.LastIndexOf("in: ", StringComparison.Ordinal) + 4)..].Trim();
        });
        Assert.EndsWith(text, await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_dies_is_started_again_and_after_the_limit_the_agent_is_failed()
    {
        var project = await agents.LaunchAsync("exec cat", "developer");
        var target = Developer(project);
        var pids = new List<int>();
        for (var incarnation = 1; incarnation <= 3; incarnation++)
        {
            var wanted = incarnation;
            var view = await agents.SeesAsync(target, v => v.Incarnation == wanted && v is { Status: AgentStatus.Ready, Unread: 0 });
            pids.Add(view.Pane!.Pid);
            await agents.TmuxAsync("send-keys", "-t", view.Pane.PaneId, "C-c");
        }

        var failed = await agents.SeesAsync(target, v => v.Status is AgentStatus.Failed);
        Assert.Contains("signal 2", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(3, pids.Distinct().Count());
        Assert.DoesNotContain(AgentStatus.Failed, new[] { (await agents.SeesAsync(AgentTarget.ManagerOf(project), v => v.Unread == 0)).Status });

        await agents.AskAgentAsync<AgentAccepted>(target, new RestartAgent());
        await agents.SeesAsync(target, v => v is { Incarnation: 4, Status: AgentStatus.Ready });
        Assert.Equal("1", (await agents.TmuxAsync("list-windows", "-t", $"={project}", "-F", "#{window_name}", "-f", "#{==:#{window_name},developer}")).Split('\n').Count(l => l.Length > 0).ToString(System.Globalization.CultureInfo.InvariantCulture)); // dead windows are gone
    }

    [Fact]
    public async Task A_stopped_agents_whole_process_tree_ends()
    {
        var mark = Path.Combine(agents.Folder, Guid.NewGuid().ToString("N"));
        var project = await agents.LaunchAsync($"sh -c 'trap \"\" HUP TERM; echo $$ > {mark}-$ORC_AGENT; while :; do sleep 1; done' & exec cat", "developer");
        foreach (var target in new[] { Developer(project), AgentTarget.ManagerOf(project) })
        {
            await agents.SeesAsync(target, v => v.Status is AgentStatus.Ready);
            var child = 0;
            await Eventually.Holds(async () => Assert.True(int.TryParse(await File.ReadAllTextAsync($"{mark}-{target.Agent}"), out child)));

            await agents.AskAgentAsync<AgentAccepted>(target, new StopAgent("asked to"));

            await Eventually.Holds(async () =>
            {
                Assert.False(Runs(child));
                Assert.DoesNotContain(target.Agent.ToString()!, await agents.TmuxAsync("list-windows", "-t", $"={project}", "-F", "#{window_name}"), StringComparison.Ordinal);
            });
        }
    }

    // One that has ended stays as a zombie until its parent, or process 1 in its place, takes note.
    private static bool Runs(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static AgentTarget Developer(ProjectName project) => AgentTarget.Of(project, new AgentName("developer"));

    private async Task<(AgentTarget Target, string File)> ReaderAsync()
    {
        var file = Path.Combine(agents.Folder, Guid.NewGuid().ToString("N"));
        var project = await agents.LaunchAsync($"exec cat >> {file}-$ORC_AGENT", "developer");
        var target = Developer(project);
        await agents.SeesAsync(target, v => v is { Unread: 0, Status: AgentStatus.Ready });
        return (target, file + "-developer");
    }

    private Task ReceivesAsync(string suffix, string expected) => Eventually.Holds(async () =>
        Assert.Equal(expected, await File.ReadAllTextAsync(Directory.GetFiles(agents.Folder, "*" + suffix).FirstOrDefault() ?? "/nowhere")));
}
