using Orchestrator.Agents.Limits;
using Orchestrator.Runtime.Configuration;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>Reads one profile strictly.</summary>
internal static partial class ProfileReader
{
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    /// <exception cref="SettingsException">A key is unknown or missing, or a value is wrong; each with file and key.</exception>
    internal static Profile Read(string name, LayeredConfig config)
    {
        var reader = new SettingsReader(config);
        var profile = new Profile(
            name,
            reader.Text("title"),
            reader.Text("install", mayBeEmpty: true),
            ReadLaunch(name, reader.Section("launch")),
            ReadReady(reader.Section("ready")),
            ReadDelivery(reader.Section("delivery")),
            ReadStop(reader.Section("stop")),
            ReadSignals(reader.Section("signals")),
            ReadSeed(reader.Section("seed")),
            ReadTranscript(reader.Section("transcript")),
            ReadHooks(reader.Section("hooks")),
            ReadSetup(reader.Section("mcp"), reader.Section("mcp").Switch("enabled")));
        profile = profile with { Headless = Arguments(reader.Section("launch"), "headless") };
        if (reader.Text("credential", mayBeEmpty: true) is { Length: > 0 } credential)
        {
            if (Credentials.Problem(credential) is { } problem)
                reader.Wrong("credential", $"is no name: {problem}");
            profile = profile with { Credential = credential };
        }

        reader.Complete();
        return profile;
    }

    private static ProfileLaunch ReadLaunch(string name, SettingsReader launch)
    {
        var command = Arguments(launch, "command");
        if (command.Count == 0 && name != ProfileCatalogue.Custom)
            launch.Wrong("command", "names no program. Write [\"program\", \"argument\"].");
        var environment = launch.Section("environment");
        return new ProfileLaunch(
            command,
            launch.Keys("environment").ToDictionary(key => key, key => environment.Text(key, mayBeEmpty: true)),
            Arguments(launch, "resume"),
            launch.Choice("session", "none", "assigned", "reported") switch
            {
                "assigned" => SessionSource.Assigned,
                "reported" => SessionSource.Reported,
                _ => SessionSource.None,
            });
    }

    private static ProfileReadiness ReadReady(SettingsReader ready) => new(
        ready.Duration("quiet", TimeSpan.Zero, OneMinute),
        ready.Duration("max-wait", TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        ready.Switch("needs-screen"));

    private static ProfileDelivery ReadDelivery(SettingsReader delivery) => new(
        delivery.Duration("quiet", TimeSpan.Zero, OneMinute),
        delivery.Duration("quiet-limit", TimeSpan.Zero, OneMinute),
        delivery.Count("enter-repeats", 0, 20),
        delivery.Duration("enter-repeat-after", TimeSpan.FromMilliseconds(1), OneMinute),
        delivery.Switch("trailing-space"),
        Patterns(delivery, "collapsed-paste"),
        delivery.Texts("clear"),
        delivery.Choice("while-busy", "hold", "queue", "steer") switch
        {
            "queue" => WhileBusy.Queue,
            "steer" => WhileBusy.Steer,
            _ => WhileBusy.Hold,
        });

    private static ProfileTranscript ReadTranscript(SettingsReader transcript)
    {
        var paths = transcript.Texts("path");
        CheckPlaceholders(transcript, "path", paths, []);
        return new ProfileTranscript(paths, Patterns(transcript, "taken") is [var taken, ..] ? taken : null);
    }

    private static ProfileStop ReadStop(SettingsReader stop) => new(stop.Texts("interrupt"));

    private static ProfileHooks ReadHooks(SettingsReader hooks) => new(
        hooks.Choice("kind", "none", "environment", "command") switch
        {
            "environment" => HookKind.Environment,
            "command" => HookKind.Command,
            _ => HookKind.None,
        },
        ReadSetup(hooks, isOn: true),
        hooks.Switch("hands-over"));

    private static ProfileSeed ReadSeed(SettingsReader seed)
    {
        var isOn = seed.Switch("enabled");
        var setup = ReadSetup(seed, isOn);
        var group = seed.Section("merge");
        var merges = seed.Keys("merge").Order(StringComparer.Ordinal).Select(name => ReadMerge(name, group.Section(name))).ToList();
        var folders = seed.Section("mirror");
        var mirrors = seed.Keys("mirror").Order(StringComparer.Ordinal).Select(name => ReadMirror(name, folders.Section(name))).ToList();
        return isOn ? new ProfileSeed(setup, merges, mirrors) : new ProfileSeed(setup, [], []);
    }

    private static ProfileMirror ReadMirror(string name, SettingsReader mirror)
    {
        var file = mirror.Text("file");
        if (!FileName().IsMatch(name)) mirror.Wrong("variable", "stands in a group whose name is no file's. Write letters, digits, dots and hyphens.");
        return new ProfileMirror(name, mirror.Text("variable"), mirror.Texts("folder"), file);
    }

    private static ProfileMerge ReadMerge(string name, SettingsReader merge)
    {
        var (json, paths) = (merge.Text("json"), merge.Texts("path"));
        if (paths.Count == 0) merge.Wrong("path", "names no file. Write [\"$HOME/.cli/settings.json\"].");
        CheckJson(merge, "json", json);
        CheckPlaceholders(merge, "json", [json], []);
        return new ProfileMerge(name, paths, json, Listed(merge, "requires"), Listed(merge, "unless"));
    }

    private static ProfileSetup ReadSetup(SettingsReader setup, bool isOn)
    {
        var (environment, files) = (setup.Section("environment"), setup.Section("files"));
        var texts = setup.Keys("files").ToDictionary(name => name, name => files.Text(name));
        foreach (var (name, text) in texts)
        {
            if (!FileName().IsMatch(name)) files.Wrong(name, "is no file's name. Write letters, digits, dots and hyphens.");
            if (name.EndsWith(".json", StringComparison.Ordinal)) CheckJson(files, name, text);
        }

        var arguments = setup.Texts("arguments");
        CheckPlaceholders(setup, "arguments", arguments, texts.Keys);
        var variables = setup.Keys("environment").ToDictionary(key => key, key => environment.Text(key, mayBeEmpty: true));
        CheckPlaceholders(setup, "environment", variables.Values, texts.Keys);
        return isOn ? new ProfileSetup(arguments, variables, texts) : ProfileSetup.None;
    }

    private static IReadOnlyList<string> Arguments(SettingsReader group, string key)
    {
        var arguments = group.Texts(key);
        CheckPlaceholders(group, key, arguments, []);
        return arguments;
    }

    private static void CheckPlaceholders(SettingsReader group, string key, IEnumerable<string> texts, IReadOnlyCollection<string> files)
    {
        if (texts.Select(text => LaunchText.Problem(text, files)).FirstOrDefault(problem => problem is not null) is { } problem)
            group.Wrong(key, problem);
    }

    private static void CheckJson(SettingsReader group, string key, string text)
    {
        try
        {
            if (text.Length > 0) _ = JsonMerge.Parse(text);
        }
        catch (JsonException e)
        {
            group.Wrong(key, $"is no JSON object: {e.Message} Mend it.");
        }
    }

    private static ProfileSignals ReadSignals(SettingsReader signals)
    {
        var (title, screen) = (signals.Section("title"), signals.Section("screen"));
        return new ProfileSignals(
            Patterns(title, "permission"),
            Patterns(title, "busy"),
            Patterns(title, "idle"),
            signals.Text("prompt", mayBeEmpty: true) is { Length: > 0 } prompt ? Pattern(signals, "prompt", prompt) : null,
            Rules(screen, "trust"),
            Rules(screen, "limit-dialog"),
            Rules(screen, "permission"),
            Rules(screen, "busy"),
            Rules(screen, "limit"),
            Rules(screen, "ready"),
            [.. signals.Texts("rows").Select(row => (IReadOnlyList<string>)row.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Count > 1)],
            Patterns(signals, "reset"))
        {
            LimitAnswer = signals.Text("limit-answer", mayBeEmpty: true),
            Refused = Rules(screen, "refused"),
            Failed = Rules(screen, "failed"),
        };
    }

    private static List<ScreenRule> Rules(SettingsReader screen, string state)
    {
        var group = screen.Section(state);
        var rules = new List<ScreenRule>();
        foreach (var name in screen.Keys(state).Order(StringComparer.Ordinal))
        {
            var rule = group.Section(name);
            if (!ScreenRegion.TryParse(rule.Text("region"), out var region))
                rule.Wrong("region", $"is no region. Write {ScreenRegion.Forms}.");
            var (any, all, not) = (Optional(rule, "any"), Optional(rule, "all"), Optional(rule, "not"));
            if (any.Count + all.Count == 0)
                group.Wrong(name, "has neither \"any\" nor \"all\", so it would always hold. Write any = [\"text\"].");
            rules.Add(new ScreenRule($"screen.{state}.{name}", region, any, all, not));
        }
        return rules;
    }

    private static IReadOnlyList<string> Listed(SettingsReader group, string key) => group.Has(key) ? group.Texts(key) : [];

    private static List<Regex> Optional(SettingsReader rule, string key) => rule.Has(key) ? Patterns(rule, key) : [];

    private static List<Regex> Patterns(SettingsReader group, string key) =>
        [.. group.Texts(key).Select(text => Pattern(group, key, text)).OfType<Regex>()];

    /// <summary>Without backtracking, so that no pattern of a user's can stall on what an agent prints.</summary>
    private static Regex? Pattern(SettingsReader group, string key, string text)
    {
        try
        {
            return new Regex(text, RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            group.Wrong(key, $"holds a pattern that cannot be used: {e.Message} Mend it.");
            return null;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
