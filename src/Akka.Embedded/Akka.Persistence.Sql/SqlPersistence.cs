using Akka.Configuration;

namespace Akka.Persistence.Sql;

/// <summary>The defaults of the SQL plugins.</summary>
public static class SqlPersistence
{
    /// <summary>The sections <c>akka.persistence.journal.sql</c> and <c>akka.persistence.snapshot-store.sql</c>.</summary>
    public static readonly Config DefaultConfiguration = ConfigurationFactory.FromResource("Akka.Persistence.Sql.persistence.conf", typeof(SqlPersistence).Assembly);
}
