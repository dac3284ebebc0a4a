using System.Text.Json;

namespace Orchestrator.Agents.Projects;

/// <summary>Reads a <c>package.json</c>.</summary>
internal static class NodePackage
{
    private static readonly string[] Lists = ["dependencies", "devDependencies"];

    internal static BuildTool? Read(string path, ProjectListing listing)
    {
        var manager = BuildTools.Beside(path, listing, "pnpm-lock.yaml") ? "pnpm"
            : BuildTools.Beside(path, listing, "yarn.lock") ? "yarn"
            : BuildTools.Beside(path, listing, "bun.lock") || BuildTools.Beside(path, listing, "bun.lockb") ? "bun"
            : "npm";
        try
        {
            using var package = JsonDocument.Parse(listing.Texts.GetValueOrDefault(path, "{}"), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var root = package.RootElement;
            var (build, test) = (Script(root, "build"), Script(root, "test"));
            return new BuildTool(
                manager,
                path,
                build is null ? null : $"{manager} run build",
                test is null || IsPlaceholder(test) ? null : manager == "bun" ? "bun run test" : $"{manager} test",
                NeedsInstall(root) ? Install(manager, path, listing) : null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the second: a text that holds half of a character
        {
            return new BuildTool(manager, path); // no one can run its scripts, npm neither
        }
    }

    private static string? Script(JsonElement root, string name) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetProperty("scripts", out var scripts) && scripts.ValueKind is JsonValueKind.Object
        && scripts.TryGetProperty(name, out var script) && script.ValueKind is JsonValueKind.String ? script.GetString() : null;

    /// <summary>What <c>npm init</c> writes for want of a test.</summary>
    private static bool IsPlaceholder(string script) => script.Contains("no test specified", StringComparison.Ordinal);

    private static bool NeedsInstall(JsonElement root) => root.ValueKind is JsonValueKind.Object && Lists.Any(
        key => root.TryGetProperty(key, out var list) && list.ValueKind is JsonValueKind.Object && list.EnumerateObject().Any());

    /// <summary>A checkout for tests has no packages; without a lock file nobody says which, and nothing is installed.</summary>
    private static string? Install(string manager, string path, ProjectListing listing) => manager switch
    {
        "pnpm" => "pnpm install --frozen-lockfile",
        "yarn" => "yarn install --frozen-lockfile",
        "bun" => "bun install --frozen-lockfile",
        _ => BuildTools.Beside(path, listing, "package-lock.json") || BuildTools.Beside(path, listing, "npm-shrinkwrap.json") ? "npm ci" : null,
    };
}
