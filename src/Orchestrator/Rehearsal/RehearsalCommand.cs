using Orchestrator.Rehearsal.Host;
using Orchestrator.Rehearsal.Input;
using Orchestrator.Rehearsal.Scripts;
using System.Globalization;

namespace Orchestrator.Rehearsal;

/// <summary>
/// <c>orc rehearse</c>. Called before anything else of the program is loaded, so that a hundred agents start quickly and
/// stay small.
/// </summary>
internal static class RehearsalCommand
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <param name="arguments">What follows <c>rehearse</c>.</param>
    public static int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            var options = RehearsalOptions.Parse(arguments, Environment.GetEnvironmentVariable);
            if (options.ShowHelp)
            {
                Console.WriteLine(RehearsalOptions.Help
                    .Replace("{composers}", string.Join(", ", ComposerQuirks.Named.Keys), StringComparison.Ordinal)
                    .Replace("{steps}", string.Join(", ", StepParser.Names), StringComparison.Ordinal));
                return 0;
            }
            return options.IsHeadless ? Answer() : Run(options, TimeProvider.System);
        }
        catch (FormatException mistake)
        {
            Console.Error.WriteLine($"orc rehearse: {mistake.Message}");
            return WrongUsage;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"orc rehearse: {failure.Message}");
            return Failed;
        }
    }

    /// <summary>Answers one prompt without a terminal.</summary>
    private static int Answer()
    {
        Console.In.ReadToEnd();
        Console.Out.Write(File.ReadAllText(Path.Combine(".rehearsal", "answer")));
        return 0;
    }

    private static int Run(RehearsalOptions options, TimeProvider clock)
    {
        var incarnation = int.TryParse(Environment.GetEnvironmentVariable("ORC_INCARNATION"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        var script = ScriptFile.Load(options.Script, incarnation, Environment.GetEnvironmentVariable);
        var record = new PromptRecord(options.Record, new RecordIdentity(options.Name, incarnation, options.SessionId), clock);
        var hooks = options.Hooks && HookIdentity.FromEnvironment(Environment.GetEnvironmentVariable, incarnation, options.SessionId) is { } identity
            ? new HookClient(identity)
            : null;
        var home = Environment.GetEnvironmentVariable("ORC_HOME");
        var conversation = new ConversationFile(string.IsNullOrEmpty(home) ? null : Path.Combine(home, "rehearsals"), options.SessionId);
        var agent = new RehearsalAgent(script, options.Composer, clock.GetUtcNow());
        var greeting = options.Resumes ? $"Rehearsal agent {options.Name}, conversation {options.SessionId} resumed." : $"Rehearsal agent {options.Name}.";
        using var terminal = new RawTerminal();
        return new RehearsalLoop(agent, terminal, record, conversation, hooks, options.Name, clock).Run(greeting, options.Prompt);
    }
}
