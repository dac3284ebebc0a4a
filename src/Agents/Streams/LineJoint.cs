namespace Orchestrator.Agents.Streams;

/// <summary>Joins a screen and the output that came while it was looked at, of which it shows some already.</summary>
public static class LineJoint
{
    /// <summary>What is left of the output after the lines that the screen ends with.</summary>
    /// <param name="screen">The lines of the screen, without blank ones at its end.</param>
    /// <param name="output">Complete lines of plain text.</param>
    public static string After(IReadOnlyList<string> screen, string output)
    {
        var lines = output.Split('\n')[..^1];
        for (var count = Math.Min(lines.Length, screen.Count); count > 0; count--)
        {
            if (screen.Skip(screen.Count - count).SequenceEqual(lines.Take(count).Select(line => line.TrimEnd())))
                return string.Concat(lines.Skip(count).Select(line => line + "\n"));
        }

        return output;
    }
}
