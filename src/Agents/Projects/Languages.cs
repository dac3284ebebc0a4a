namespace Orchestrator.Agents.Projects;

/// <summary>Knows languages by the endings of files.</summary>
internal static class Languages
{
    private static readonly Dictionary<string, (string Name, bool IsCode)> ByExtension = Build(
        ("C#", true, ".cs"), ("F#", true, ".fs"), ("Visual Basic", true, ".vb"),
        ("JavaScript", true, ".js .mjs .cjs .jsx"), ("TypeScript", true, ".ts .tsx .mts .cts"), ("Vue", true, ".vue"), ("Svelte", true, ".svelte"),
        ("Python", true, ".py .pyi"), ("Go", true, ".go"), ("Rust", true, ".rs"), ("Java", true, ".java"), ("Kotlin", true, ".kt .kts"), ("Scala", true, ".scala"), ("Clojure", true, ".clj"),
        ("Ruby", true, ".rb"), ("PHP", true, ".php"), ("Swift", true, ".swift"), ("Dart", true, ".dart"), ("Elixir", true, ".ex .exs"), ("Erlang", true, ".erl"), ("Haskell", true, ".hs"),
        ("C", true, ".c .h"), ("C++", true, ".cpp .cc .cxx .hpp"), ("Zig", true, ".zig"), ("Lua", true, ".lua"), ("Perl", true, ".pl .pm"), ("R", true, ".r"), ("Julia", true, ".jl"), ("OCaml", true, ".ml"),
        ("HTML", false, ".html"), ("CSS", false, ".css .scss"), ("Shell", false, ".sh .bash"), ("PowerShell", false, ".ps1"), ("SQL", false, ".sql"), ("HCL", false, ".tf .tfvars .hcl"));

    internal static IReadOnlyList<LanguageShare> Of(IEnumerable<string> files) =>
    [
        .. files.Select(f => ByExtension.TryGetValue(Path.GetExtension(f), out var language) ? language : default)
            .Where(l => l.Name is not null).GroupBy(l => l)
            .Select(g => new LanguageShare(g.Key.Name, g.Count(), g.Key.IsCode))
            .OrderByDescending(l => l.Files).ThenBy(l => l.Name, StringComparer.Ordinal),
    ];

    private static Dictionary<string, (string, bool)> Build(params IEnumerable<(string Name, bool IsCode, string Extensions)> rows) =>
        rows.SelectMany(row => row.Extensions.Split(' ').Select(e => (e, row))).ToDictionary(p => p.e, p => (p.row.Name, p.row.IsCode), StringComparer.OrdinalIgnoreCase);
}
