using Akka.Hosting;
using Akka.Persistence.Hosting;
using System.Text;

namespace Akka.Persistence.Sql.Hosting;

/// <summary>The settings of the SQL snapshot store.</summary>
public sealed class SqlSnapshotOptions : SnapshotOptions
{
    /// <summary>Settings of the default snapshot store.</summary>
    public SqlSnapshotOptions() : this(true) { }

    /// <summary>Settings of a snapshot store at <c>akka.persistence.snapshot-store.{identifier}</c>.</summary>
    public SqlSnapshotOptions(bool isDefaultPlugin, string identifier = "sql") : base(isDefaultPlugin)
    {
        Identifier = identifier;
        AutoInitialize = true;
    }

    /// <summary>The last part of its path.</summary>
    public override string Identifier { get; set; }

    /// <summary>For example <c>Data Source=/path/to/journal.db</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>SQLite.MS</c> or <c>SQLite</c>.</summary>
    public string? ProviderName { get; set; }

    /// <inheritdoc />
    protected override Configuration.Config InternalDefaultConfig => SqlPersistence.DefaultConfiguration.GetConfig("akka.persistence.snapshot-store.sql")!;

    /// <summary>Writes the settings as HOCON.</summary>
    /// <exception cref="InvalidOperationException">No connection string or no provider.</exception>
    protected override StringBuilder Build(StringBuilder sb)
    {
        if (string.IsNullOrWhiteSpace(ConnectionString) || string.IsNullOrWhiteSpace(ProviderName))
            throw new InvalidOperationException($"{PluginId} needs both a ConnectionString and a ProviderName.");
        sb.AppendLine($"connection-string = {ConnectionString.ToHocon()}");
        sb.AppendLine($"provider-name = {ProviderName.ToHocon()}");
        return base.Build(sb);
    }
}
