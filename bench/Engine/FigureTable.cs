namespace Orchestrator.Benchmarks.Engine;

/// <summary>Figures beside their marks.</summary>
internal sealed class FigureTable
{
    private readonly List<string[]> _rows = [["what", "measured", "mark", "ratio"]];

    public void Add(string what, double value, string unit, double? mark, bool lessIsBetter = false)
    {
        var ratio = mark is { } m ? (value / m).ToString("F2") + (lessIsBetter ? " (less is better)" : "") : "";
        _rows.Add([what, $"{value:N0} {unit}", mark is { } shown ? $"{shown:N0}" : "", ratio]);
        Console.Error.WriteLine($"{what}: {value:N0} {unit}");
    }

    public void Print()
    {
        var widths = Enumerable.Range(0, 4).Select(c => _rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in _rows) Console.WriteLine(string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
    }
}
