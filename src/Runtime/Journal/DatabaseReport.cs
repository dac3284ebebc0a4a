namespace Orchestrator.Runtime.Journal;

/// <summary>What was found in a database.</summary>
/// <param name="Path">The file.</param>
/// <param name="Size">Of the file, in bytes, without what waits in its write-ahead log.</param>
/// <param name="LogSize">Of the write-ahead log, in bytes.</param>
/// <param name="SchemaVersion">Its <c>user_version</c>: 0 for Akka.Persistence.Sql's own files, else ours. <c>null</c> when it can't be read.</param>
/// <param name="Rows">How many rows each table holds; a table that can't be read is missing here.</param>
/// <param name="PersistenceIds">How many actors have stored something. <c>null</c> when it can't be read.</param>
/// <param name="Problems">Everything that is wrong. Empty: nothing is.</param>
public sealed record DatabaseReport(
    string Path, long Size, long LogSize, long? SchemaVersion, IReadOnlyDictionary<string, long> Rows, long? PersistenceIds, IReadOnlyList<DatabaseProblem> Problems);
