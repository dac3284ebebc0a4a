using Akka.Configuration;
using Microsoft.Data.Sqlite;
using Settings = Akka.Configuration.Config;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>How one database file is opened.</summary>
/// <param name="ConnectionString">Where it is.</param>
/// <param name="AutoInitialize">Whether missing tables are created.</param>
/// <param name="Synchronous">SQLite's word for when a commit is on the disk.</param>
/// <param name="BusyTimeout">How long another process's lock is waited for.</param>
/// <param name="IntegrityCheck">Whether the file is looked through when it is opened.</param>
/// <param name="Readers">How many connections read at the same time.</param>
internal sealed record SqliteSettings(string ConnectionString, bool AutoInitialize, string Synchronous, TimeSpan BusyTimeout, bool IntegrityCheck, int Readers)
{
    public static SqliteSettings Read(string path, Settings config)
    {
        var connectionString = config.GetString("connection-string");
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new ConfigurationException($"{path}.connection-string is empty: write for example \"Data Source=/path/to/journal.db\".");
        var provider = config.GetString("provider-name", "");
        if (!provider.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase) && provider != "Microsoft.Data.Sqlite")
            throw new ConfigurationException($"{path}.provider-name is \"{provider}\": this engine has SQLite only; write \"SQLite.MS\".");
        var synchronous = config.GetString("sqlite.synchronous", "full").ToUpperInvariant();
        if (synchronous is not ("FULL" or "NORMAL" or "EXTRA"))
            throw new ConfigurationException($"{path}.sqlite.synchronous is \"{synchronous}\": write full, normal or extra.");
        return new SqliteSettings(
            connectionString,
            config.GetBoolean("auto-initialize", true),
            synchronous,
            config.GetTimeSpan("sqlite.busy-timeout", TimeSpan.FromSeconds(5), allowInfinite: false),
            config.GetBoolean("sqlite.integrity-check", true),
            Math.Max(1, config.GetInt("sqlite.readers", 4)));
    }

    /// <summary>The file; null for a database in memory.</summary>
    public string? File
    {
        get
        {
            var builder = new SqliteConnectionStringBuilder(ConnectionString);
            var source = builder.DataSource;
            return builder.Mode == SqliteOpenMode.Memory || source.Length == 0 || source == ":memory:" || source.Contains("mode=memory", StringComparison.OrdinalIgnoreCase)
                ? null
                : Path.GetFullPath(source.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? source[5..].Split('?')[0] : source);
        }
    }

    /// <summary>The same database has the same key, however it is written.</summary>
    public string Key => File ?? ConnectionString;
}
