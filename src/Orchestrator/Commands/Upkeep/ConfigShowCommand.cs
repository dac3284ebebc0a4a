using Akka.Configuration;
using Akka.Configuration.Hocon;
using Orchestrator.Commands.Shared;
using Orchestrator.Runtime.Configuration;
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc config show</c>: the settings as they hold, every place taken together. Needs no daemon.</summary>
internal sealed class ConfigShowCommand : OrcCommand
{
    private readonly Argument<string?> _prefix = new("prefix") { Description = "Only those that begin so", Arity = ArgumentArity.ZeroOrOne };

    internal ConfigShowCommand()
        : base("show", "The settings as they hold", "orc config show orchestrator.supervision", "orc config show --set orchestrator.limits.agents=5") => Add(_prefix);

    protected override int Run(Invocation call)
    {
        var given = call.DaemonSettings;
        SortedDictionary<string, string> settings;
        try
        {
            var config = ConfigSources.Usual(call.Home.Path, Environment.GetEnvironmentVariable("XDG_CONFIG_HOME"), given.ConfigFile, given.Set).Load().Merged;
            settings = new SortedDictionary<string, string>(Flatten(config.Root, "").ToDictionary(), StringComparer.Ordinal);
        }
        catch (SettingsException e)
        {
            throw CommandFailure.Usage(e.Message);
        }
        var shown = settings.Where(s => s.Key.StartsWith(call.Optional(_prefix) ?? "", StringComparison.Ordinal)).ToList();
        if (shown.Count == 0)
            throw CommandFailure.NotFound($"There is no setting that begins with \"{call.Optional(_prefix)}\".", "All of them: orc config show");
        var answer = new JsonObject { ["settings"] = new JsonObject(shown.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))) };
        using var document = JsonDocument.Parse(answer.ToJsonString());
        return call.Answer(document.RootElement, to =>
        {
            foreach (var (key, value) in shown)
                to.WriteLine($"{key} = {value}");
        });
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(HoconValue value, string path)
    {
        if (value.IsObject())
            return value.GetObject()!.Items.SelectMany(item => Flatten(item.Value, path.Length == 0 ? item.Key : $"{path}.{item.Key}"));
        var text = value.IsArray() ? $"[{string.Join(", ", value.GetArray().Select(v => v.GetString()))}]" : value.GetString() ?? "";
        return [KeyValuePair.Create(path, text)];
    }
}
