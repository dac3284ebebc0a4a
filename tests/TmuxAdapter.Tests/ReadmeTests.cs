using System.Runtime.CompilerServices;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

/// <summary>The example of the package's README, which compiles and runs.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_example_prints_what_the_readme_says()
    {
        var printed = new StringWriter();
        await RunAsync(printed);
        Assert.Equal("1: etc\n\n3: last words\n", printed.ToString());
    }

    [Fact]
    public void The_example_of_the_readme_is_this_one()
    {
        var source = File.ReadAllText(Source());
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Source())!, "../../src/TmuxAdapter/README.md"));
        var example = readme.Split("```csharp\n")[1].Split("```")[0];
        Assert.All(
            example.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)),
            line => Assert.Contains(line, source, StringComparison.Ordinal));
    }

    private static async Task RunAsync(StringWriter Console)
    {
        var folder = Directory.CreateTempSubdirectory("tmux-example-").FullName;
        await using var server = await TmuxServer.ConnectAsync(new TmuxServerOptions(Path.Combine(folder, "socket"), Path.Combine(folder, "pipes")));

        // A window with a shell; its pane stays when the shell ends.
        var pane = await server.CreateWindowAsync(new WindowSpec("work", "build", folder, ["/bin/sh"]));

        // A command in that shell: its exit code and exactly its output; the shell keeps what it changes.
        var result = await pane.ExecuteAsync(new ShellCommand("cd / && ls -d etc; false") { Timeout = TimeSpan.FromSeconds(10) });
        Console.WriteLine($"{result.ExitCode}: {System.Text.Encoding.UTF8.GetString(result.Output.Span)}");

        // A second pane beside it, and how its program ends.
        var second = await server.SplitWindowAsync(new PaneSpec(pane.WindowId, folder, ["/bin/sh", "-c", "echo last words; exit 3"]));
        var exit = await second.WaitForExitAsync();
        Console.WriteLine($"{exit.Code}: {exit.LastScreen}");

        try
        {
            await server.RunAsync(new Orchestrator.TmuxAdapter.Protocol.TmuxCommand("kill-server"));
        }
        catch (TmuxDisconnectedException)
        {
            // The server went before it answered.
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Source([CallerFilePath] string path = "") => path;
}
