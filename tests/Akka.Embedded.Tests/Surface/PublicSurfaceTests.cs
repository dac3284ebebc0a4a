using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Akka.Embedded.Tests.Surface;

/// <summary>
/// What is public in the engine is public in Akka.NET too, by name and signature, or the same sources would not compile with both.
/// ORC_APPROVE=1 writes the listings anew; read the difference before it is committed. An assembly is listed once an empty NAME.approved.txt lies here.
/// </summary>
public sealed partial class PublicSurfaceTests
{
    private static readonly string Folder = Path.GetDirectoryName(ThisFile())!;
    private static readonly string Repository = Path.GetFullPath(Path.Combine(Folder, "../../.."));

    public static TheoryData<string> Assemblies => new("Akka", "Akka.TestKit", "Akka.TestKit.Xunit2", "Akka.Persistence", "Akka.Hosting", "Akka.Persistence.Hosting", "Akka.Persistence.Sql.Hosting");

    public static TheoryData<string> Approved => new(Directory.GetFiles(Folder, "*.approved.txt").Select(f => Path.GetFileName(f)[..^".approved.txt".Length]));

    [Theory]
    [MemberData(nameof(Approved))]
    public void The_public_surface_is_the_approved_one(string name)
    {
        var approved = Path.Combine(Folder, name + ".approved.txt");
        var actual = PublicSurface.Of(Assembly.Load(name));
        if (Environment.GetEnvironmentVariable("ORC_APPROVE") == "1") File.WriteAllLines(approved, actual);
        var expected = File.ReadAllLines(approved).ToHashSet();
        var differences = actual.Where(l => !expected.Contains(l)).Select(l => "new: " + l).Concat(expected.Where(l => !actual.Contains(l)).Select(l => "gone: " + l)).ToArray();
        Assert.True(differences.Length == 0, string.Join(Environment.NewLine, differences.Prepend($"{name} is not as approved (ORC_APPROVE=1 approves it):")));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_public_member_is_in_Akka_NET(string name)
    {
        var listing = Path.GetFullPath(Path.Combine(Repository, $"../shared/akka/{name}.api.txt"));
        if (!File.Exists(listing)) return; // the listings lie beside the repository, not in it; the approved ones were compared with them
        var theirs = File.ReadAllLines(listing);
        var members = theirs.ToHashSet();
        var bases = theirs.Select(l => TypeLine().Match(l)).Where(m => m.Success)
            .ToDictionary(m => m.Groups["type"].Value, m => m.Groups["bases"].Value.Split(", "));
        var foreign = PublicSurface.Of(Assembly.Load(name)).Where(line => !members.Contains(line) && !IsKnownType(line, bases)).ToArray();
        Assert.True(foreign.Length == 0, string.Join(Environment.NewLine, foreign.Prepend($"Not in Akka.NET's {name}: make it internal, or give it Akka.NET's signature.")));
    }

    /// <summary>Whether a line names a type that Akka.NET has, of the same kind and with no base or interface that it has not there.</summary>
    private static bool IsKnownType(string line, Dictionary<string, string[]> bases)
    {
        var ours = TypeLine().Match(line);
        return ours.Success && bases.TryGetValue(ours.Groups["type"].Value, out var known)
            && ours.Groups["bases"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).All(known.Contains);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^(?<type>((abstract |sealed |static )?class|interface|struct|enum|delegate) \S+)( : (?<bases>.*))?$")]
    private static partial Regex TypeLine();
}
