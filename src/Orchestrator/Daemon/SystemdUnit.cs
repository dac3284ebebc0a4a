namespace Orchestrator.Daemon;

/// <summary>The systemd user unit that runs the daemon.</summary>
internal static class SystemdUnit
{
    internal const string Name = "orchestrator.service";

    /// <summary>Where a user's own units lie.</summary>
    internal static string FilePath()
    {
        var config = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        if (string.IsNullOrEmpty(config))
            config = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return Path.Combine(config, "systemd", "user", Name);
    }

    /// <summary>The program's path that outlives a rebuild, where there is one.</summary>
    internal static string Program() =>
        Environment.GetEnvironmentVariable("ORC_BIN") is { Length: > 0 } launchers && File.Exists(Path.Combine(launchers, "orc"))
            ? Path.Combine(launchers, "orc")
            : Path.Combine(AppContext.BaseDirectory, "orc");

    /// <summary>The unit's text. Stopping it ends the daemon alone: tmux and the agents go on.</summary>
    internal static string Text(string program, string home, string path, DaemonSettings settings) => $"""
        [Unit]
        Description=Orchestrator: teams of coding agents in tmux

        [Service]
        ExecStart={string.Join(' ', ((string[])[program, "daemon", "run", .. settings.ToArguments()]).Select(w => Quote(w.Replace("$", "$$", StringComparison.Ordinal))))}
        Environment={Quote($"{OrcHome.Variable}={home}")}
        Environment={Quote($"PATH={path}")}
        KillMode=process
        Restart=on-failure
        RestartPreventExitStatus=2 4
        RestartSec=1

        [Install]
        WantedBy=default.target

        """;

    private static string Quote(string word)
    {
        var escaped = word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal);
        return escaped.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:%".Contains(c, StringComparison.Ordinal)) ? escaped : $"\"{escaped}\"";
    }
}
