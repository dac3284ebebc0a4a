namespace Akka.Persistence.Sql.Hosting;

/// <summary>Which names the tables and columns have.</summary>
public enum DatabaseMapping
{
    /// <summary>Those of Akka.Persistence.Sql, the only ones in this engine.</summary>
    Default,

    /// <summary>Those of the older plugin for SQL Server. Not in this engine.</summary>
    SqlServer,

    /// <summary>Those of the older plugin for SQLite. Not in this engine.</summary>
    Sqlite,

    /// <summary>Those of the older plugin for PostgreSQL. Not in this engine.</summary>
    PostgreSql,

    /// <summary>Those of the older plugin for MySQL. Not in this engine.</summary>
    MySql,
}
