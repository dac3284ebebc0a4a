using Akka.Hosting;
using Akka.Persistence.Hosting;
using System.Text;

namespace Akka.Persistence.Sql.Hosting;

/// <summary>The settings of the SQL journal.</summary>
public sealed class SqlJournalOptions : JournalOptions
{
    /// <summary>Settings of the default journal.</summary>
    public SqlJournalOptions() : this(true) { }

    /// <summary>Settings of a journal at <c>akka.persistence.journal.{identifier}</c>.</summary>
    public SqlJournalOptions(bool isDefaultPlugin, string identifier = "sql") : base(isDefaultPlugin)
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

    /// <summary>How many connections read at the same time; null for the default.</summary>
    public int? MaxConcurrentQueries { get; set; }

    /// <inheritdoc />
    protected override Configuration.Config InternalDefaultConfig => SqlPersistence.DefaultConfiguration.GetConfig("akka.persistence.journal.sql")!;

    /// <summary>Writes the settings as HOCON.</summary>
    /// <exception cref="InvalidOperationException">No connection string or no provider.</exception>
    protected override StringBuilder Build(StringBuilder sb)
    {
        if (string.IsNullOrWhiteSpace(ConnectionString) || string.IsNullOrWhiteSpace(ProviderName))
            throw new InvalidOperationException($"{PluginId} needs both a ConnectionString and a ProviderName.");
        sb.AppendLine($"connection-string = {ConnectionString.ToHocon()}");
        sb.AppendLine($"provider-name = {ProviderName.ToHocon()}");
        if (MaxConcurrentQueries is { } queries)
            sb.AppendLine($"sqlite.readers = {queries.ToHocon()}");
        return base.Build(sb);
    }
}
