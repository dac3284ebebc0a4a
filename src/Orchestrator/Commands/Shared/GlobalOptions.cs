using System.CommandLine;

namespace Orchestrator.Commands.Shared;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    internal static readonly Option<bool> Json = new("--json") { Description = "Answer as one JSON object, or one a line on streams", Recursive = true };

    internal static readonly Option<string> Home = new("--home")
    {
        Description = "The directory with all state, instead of $ORC_HOME",
        HelpName = "DIR",
        Recursive = true,
    };

    internal static readonly Option<string> Config = new("--config")
    {
        Description = "Read these settings too, when the daemon starts",
        HelpName = "FILE",
        Recursive = true,
    };

    internal static readonly Option<string[]> Set = new("--set")
    {
        Description = "One setting, when the daemon starts; may be repeated",
        HelpName = "key=value",
        Recursive = true,
    };

    internal static void AddTo(Command root)
    {
        root.Add(Json);
        root.Add(Home);
        root.Add(Config);
        root.Add(Set);
    }
}
