namespace Orchestrator.Benchmarks.Agents;

/// <summary>The program of this checkout, built ahead of time as users get it.</summary>
internal static class Checkout
{
    private static readonly Lazy<string> _root = new(FindAndBuild);

    /// <summary>The script that users call.</summary>
    public static string Script => Path.Combine(_root.Value, "orc");

    /// <summary>What agents have on their PATH.</summary>
    public static string Launcher => Path.Combine(_root.Value, ".build", "bin", "orc");

    private static string FindAndBuild()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Orchestrator.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout of Orchestrator. Run the benchmarks from one.");
        Command.Run(Path.Combine(root, "orc"), ["--version"]); // builds what is out of date, outside all measurements
        return root;
    }
}
