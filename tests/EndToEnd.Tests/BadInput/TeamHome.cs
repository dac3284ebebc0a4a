using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

/// <summary>A home with the running project <c>shop</c>, whose agents write all they read into a file each. One for a class of tests.</summary>
public sealed class TeamHome : IDisposable
{
    public TeamHome() => Home.Launch(OrcHome.Recording);

    public OrcHome Home { get; } = new();

    public void Dispose() => Home.Dispose();

    /// <summary>Writes a file into the project's directory.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Home.Work, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public IEnumerable<string> Projects => Home.Run("status", "--json").Done.Json.GetProperty("projects").EnumerateArray().Select(p => p.GetProperty("name").GetString()!);

    /// <summary>Runs a command that must fail: by its exit code, in words on standard error, and as an envelope.</summary>
    public JsonElement Refused(int exit, string word, params string[] arguments) => Refused(Home, exit, word, arguments);

    /// <summary>The same in any home.</summary>
    public static JsonElement Refused(OrcHome home, int exit, string word, params string[] arguments)
    {
        var separator = Array.IndexOf(arguments, "--") is var at and >= 0 ? at : arguments.Length;
        var finished = home.Run([.. arguments[..separator], "--json", .. arguments[separator..]]);
        Assert.True(finished.Exit == exit, $"{exit} was expected of {string.Join(' ', arguments)}, not {finished.Exit}.\n{finished.Out}\n{finished.Error}");
        Assert.Contains(word, finished.Error, StringComparison.Ordinal);
        Assert.Equal("error", finished.Json.GetProperty("status").GetString());
        var error = finished.Json.GetProperty("error");
        Assert.Contains(word, error.GetProperty("message").GetString() + (error.TryGetProperty("hint", out var hint) ? hint.GetString() : ""), StringComparison.Ordinal);
        return error;
    }
}
