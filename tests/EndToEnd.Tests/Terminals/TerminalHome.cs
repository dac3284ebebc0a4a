using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Terminals;

/// <summary>A home with the session <c>dev</c>, whose one pane <c>main</c> is a plain shell.</summary>
public sealed class TerminalHome : IDisposable
{
    public TerminalHome()
    {
        // A shell that reads nobody's start files.
        Home.Environment["SHELL"] = "/bin/sh";
        Home.Environment["PS1"] = "$ ";
        Home.Environment["ENV"] = "";
        Home.Environment["HOME"] = Home.Path;
        Json("session", "create", "dev");
    }

    public OrcHome Home { get; } = new();

    public void Dispose() => Home.Dispose();

    /// <summary>Runs a command that ends well.</summary>
    public JsonElement Json(params string[] arguments) => Home.Run([.. Before(arguments), "--json", .. After(arguments)]).Done.Json;

    /// <summary>A command's failure: what it said, with its exit code checked.</summary>
    public string Refused(int exit, params string[] arguments)
    {
        var finished = Home.Run([.. Before(arguments), "--json", .. After(arguments)]);
        Assert.True(finished.Exit == exit, $"{string.Join(' ', arguments)} ended with {finished.Exit}: {finished.Out}{finished.Error}");
        Assert.Equal("error", finished.Json.GetProperty("status").GetString());
        return finished.Json.GetProperty("error").GetProperty("message").GetString()!;
    }

    public JsonElement Pane(string session, string pane) => Json("pane", "status", session, pane).GetProperty("pane");

    private static IEnumerable<string> Before(string[] arguments) => arguments.TakeWhile(a => a != "--");

    private static IEnumerable<string> After(string[] arguments) => arguments.SkipWhile(a => a != "--");
}

internal static class JsonText
{
    internal static string Text(this JsonElement from, string name) => from.GetProperty(name).ToString();
}
