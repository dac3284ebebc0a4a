using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>Copies the readable rows of one table in the order of their row ids, and leaps over pages that can't be read.</summary>
internal static class SqliteTableCopy
{
    private const long FurthestLeap = 1L << 40;

    public sealed record Result(string Table, long Saved, List<string> Unreadable);

    public static Result Run(SqliteConnection from, SqliteConnection to, SqliteTransaction transaction, string table)
    {
        var result = new Result(table, 0, []);
        if (SqliteSchema.Number(from, $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'") == 0)
            return result;
        var saved = 0L;
        var position = 0L;
        while (!TryCopyAfter(from, to, transaction, table, ref position, ref saved))
        {
            // At least the next row is given up: should it be readable only now, the copy still gets on.
            var next = NextReadable(from, table, position + 1);
            result.Unreadable.Add(next is null ? $"{position + 1} and later" : $"{position + 1} to {next - 1}");
            if (next is null)
                break;
            position = next.Value - 1;
        }
        return result with { Saved = saved };
    }

    /// <summary>Copies from a row id on; false when a row can't be read, with the position at the last one that could.</summary>
    private static bool TryCopyAfter(SqliteConnection from, SqliteConnection to, SqliteTransaction transaction, string table, ref long position, ref long saved)
    {
        using var select = from.CreateCommand();
        select.CommandText = $"SELECT rowid, * FROM {table} NOT INDEXED WHERE rowid > {position} ORDER BY rowid";
        try
        {
            using var reader = select.ExecuteReader();
            using var insert = to.CreateCommand();
            insert.Transaction = transaction;
            var columns = Enumerable.Range(1, reader.FieldCount - 1).Select(reader.GetName).ToList();
            insert.CommandText = $"INSERT OR IGNORE INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$c{i}"))})";
            var parameters = columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$c{i}" })).ToList();
            while (reader.Read())
            {
                for (var i = 0; i < parameters.Count; i++)
                    parameters[i].Value = reader.GetValue(i + 1);
                var row = reader.GetInt64(0);
                saved += insert.ExecuteNonQuery();
                position = row;
            }
            return true;
        }
        catch (SqliteException damaged) when (SqliteErrors.IsDamage(damaged))
        {
            return false;
        }
    }

    /// <summary>The first row id behind a damaged place, found by leaps that double, then by halves; null when nothing behind it can be read.</summary>
    private static long? NextReadable(SqliteConnection connection, string table, long position)
    {
        for (var leap = 1L; leap <= FurthestLeap; leap *= 2)
        {
            if (ReadableFrom(connection, table, position + leap) is null)
                continue;
            long low = position + leap / 2, high = position + leap;
            while (low + 1 < high)
            {
                var middle = low + (high - low) / 2;
                if (ReadableFrom(connection, table, middle) is null)
                    low = middle;
                else
                    high = middle;
            }
            return ReadableFrom(connection, table, high);
        }
        return null;
    }

    private static long? ReadableFrom(SqliteConnection connection, string table, long position)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT rowid, * FROM {table} NOT INDEXED WHERE rowid >= {position} ORDER BY rowid LIMIT 1";
        try
        {
            using var reader = command.ExecuteReader();
            if (!reader.Read())
                return null;
            _ = reader.GetValues(new object[reader.FieldCount]); // a long value continues on pages of its own
            return reader.GetInt64(0);
        }
        catch (SqliteException damaged) when (SqliteErrors.IsDamage(damaged))
        {
            return null;
        }
    }
}
