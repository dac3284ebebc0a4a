using Akka.Configuration;
using Settings = Akka.Configuration.Config;

namespace Akka.Persistence.Sql;

/// <summary>The defaults of the SQL plugins.</summary>
public static class SqlPersistence
{
    /// <summary>The sections <c>akka.persistence.journal.sql</c> and <c>akka.persistence.snapshot-store.sql</c>.</summary>
    public static readonly Settings DefaultConfiguration = ConfigurationFactory.FromResource("Akka.Persistence.Sql.persistence.conf", typeof(SqlPersistence).Assembly);
}
