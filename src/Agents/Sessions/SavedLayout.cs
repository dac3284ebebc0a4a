using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents.Sessions;

/// <summary>A window's arrangement, kept under a name.</summary>
/// <param name="Layout">As tmux writes it out.</param>
/// <param name="Labels">The labels of its panes, in order; null for one without.</param>
internal sealed record SavedLayout(string Layout, IReadOnlyList<string?> Labels);

/// <summary>Layouts in files, so that they outlive tmux and the daemon.</summary>
/// <param name="directory">Created when the first one is saved.</param>
internal sealed partial class SavedLayouts(string directory)
{
    public IReadOnlyList<string> Names => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <returns>Null when there is none of that name.</returns>
    /// <exception cref="SessionException">Its file is damaged.</exception>
    public SavedLayout? Find(string name)
    {
        if (!Names.Contains(name)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(FileOf(name)), Json.Default.SavedLayout) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException e)
        {
            throw new SessionException("failed", $"The layout {name} in {FileOf(name)} cannot be read: {e.Message}", $"Save it again: orc pane layout SESSION --save {name}");
        }
    }

    public void Save(string name, SavedLayout layout)
    {
        Directory.CreateDirectory(directory);
        var half = FileOf(name) + ".new";
        File.WriteAllText(half, JsonSerializer.Serialize(layout, Json.Default.SavedLayout));
        File.Move(half, FileOf(name), overwrite: true);
    }

    private string FileOf(string name) => Path.Combine(directory, name + ".json");

    [JsonSerializable(typeof(SavedLayout))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
    private sealed partial class Json : JsonSerializerContext;
}
