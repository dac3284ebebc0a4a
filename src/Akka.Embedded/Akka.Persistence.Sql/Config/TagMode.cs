namespace Akka.Persistence.Sql.Config;

/// <summary>Where tags are kept.</summary>
public enum TagMode
{
    /// <summary>In a column of the journal. Not in this engine.</summary>
    Csv,

    /// <summary>In a table of their own.</summary>
    TagTable,

    /// <summary>In both. Not in this engine.</summary>
    Both,
}
