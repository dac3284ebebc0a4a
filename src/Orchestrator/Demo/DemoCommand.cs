namespace Orchestrator.Demo;

/// <summary><c>orc demo</c>: a team of rehearsal agents builds something small while parts of it are killed. No key, no network.</summary>
internal static class DemoCommand
{
    /// <param name="output">For the story.</param>
    /// <param name="error">For what went wrong.</param>
    /// <returns>0, or 1 when something did not happen that should have.</returns>
    public static int Run(TextWriter output, TextWriter error)
    {
        DemoWorkspace workspace;
        try
        {
            workspace = DemoWorkspace.Create();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            error.WriteLine($"orc demo: the example project could not be made: {failure.Message}");
            return 1;
        }
        try
        {
            new DemoStory(workspace, new DemoOrc(workspace), output, TimeProvider.System).Tell();
        }
        catch (DemoException failure)
        {
            error.WriteLine($"orc demo: {failure.Message}");
            error.WriteLine($"Its logs: {Path.Combine(workspace.Home, "logs")}. To end what runs: ORC_HOME={workspace.Home} ./orc daemon stop --with-agents");
            return 1;
        }
        output.WriteLine();
        output.WriteLine("The team still runs. Watch it, and type to it; leave with Ctrl-B D:");
        output.WriteLine($"  ORC_HOME={workspace.Home} ./orc attach greeter");
        output.WriteLine("End it and take everything away:");
        output.WriteLine($"  ORC_HOME={workspace.Home} ./orc daemon stop --with-agents && rm -r {workspace.Root}");
        return 0;
    }
}
