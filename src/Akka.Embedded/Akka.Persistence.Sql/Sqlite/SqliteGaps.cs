using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// Takes out of a salvaged journal what can't be replayed: events behind a gap, unless a snapshot bridges it. An actor that
/// replayed over a gap would recover into a state that never was.
/// </summary>
internal static class SqliteGaps
{
    private const string Rows = """
        SELECT j.persistence_id, j.sequence_number, j.deleted,
               coalesce((SELECT max(s.sequence_number) FROM snapshot s WHERE s.persistence_id = j.persistence_id), 0)
        FROM journal j ORDER BY j.persistence_id, j.sequence_number
        """;

    /// <summary>Removes them and says which, one line for each persistence id.</summary>
    public static List<string> Remove(SqliteConnection connection, SqliteTransaction transaction)
    {
        var report = new List<string>();
        foreach (var (id, lastGood, lastSeen) in Find(connection, transaction))
        {
            using var delete = connection.CreateCommand();
            delete.Transaction = transaction;
            delete.CommandText = "DELETE FROM journal WHERE persistence_id = $id AND sequence_number > $last";
            delete.Parameters.AddWithValue("$id", id);
            delete.Parameters.AddWithValue("$last", lastGood);
            delete.ExecuteNonQuery();
            report.Add($"{id}: saved up to event {lastGood}; lost {lastGood + 1} to {lastSeen} (those of them that could be read lie behind a gap and are only in the damaged file).");
        }
        return report;
    }

    private static List<(string Id, long LastGood, long LastSeen)> Find(SqliteConnection connection, SqliteTransaction transaction)
    {
        var broken = new List<(string Id, long LastGood, long LastSeen)>();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Rows;
        using var reader = command.ExecuteReader();
        string? id = null;
        long last = 0;
        while (reader.Read())
        {
            var (current, number, isMarker, snapshot) = (reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetInt64(3));
            if (current != id)
                (id, last) = (current, 0);
            if (broken.Count > 0 && broken[^1].Id == id)
                broken[^1] = broken[^1] with { LastSeen = number };
            else if (number == last + 1 || number <= snapshot + 1 || isMarker)
                last = number;
            else
                broken.Add((current, last, number));
        }
        return broken;
    }
}
