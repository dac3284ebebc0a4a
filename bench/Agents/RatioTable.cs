using System.Globalization;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>Figures beside their goals and beside baselines of the same run.</summary>
internal sealed class RatioTable
{
    private static readonly string[] _titles = ["what", "measured", "goal", "baseline", "measured", "ratio"];

    private readonly List<string[]> _rows = [];

    /// <param name="what">What was measured.</param>
    /// <param name="value">The figure; less is better.</param>
    /// <param name="unit">Of the figure, of its goal and of its baselines.</param>
    /// <param name="goal">At most so much; null for none.</param>
    /// <param name="baselines">What the same costs otherwise.</param>
    public void Add(string what, double value, string unit, double? goal, params (string Name, double Value)[] baselines) =>
        Add(what, value, unit, goal is { } most ? $"≤ {Show(most, unit)}{(value <= most ? "" : " ✗")}" : "", baselines);

    /// <summary>A rate: more is better.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Of the figure, of its goal and of its baselines.</param>
    /// <param name="goal">At least so much; null for none.</param>
    /// <param name="baselines">How much it is otherwise.</param>
    public void AddRate(string what, double value, string unit, double? goal, params (string Name, double Value)[] baselines) =>
        Add(what, value, unit, goal is { } least ? $"≥ {Show(least, unit)}{(value >= least ? "" : " ✗")}" : "", baselines);

    private void Add(string what, double value, string unit, string goalText, (string Name, double Value)[] baselines)
    {
        Console.Error.WriteLine($"{what}: {Show(value, unit)}");
        if (baselines.Length == 0) _rows.Add([what, Show(value, unit), goalText, "", "", ""]);
        for (var i = 0; i < baselines.Length; i++)
        {
            var (name, baseline) = baselines[i];
            var ratio = baseline > 0 ? string.Create(CultureInfo.InvariantCulture, $"{value / baseline:0.00} ×") : "–";
            _rows.Add([i == 0 ? what : "", i == 0 ? Show(value, unit) : "", i == 0 ? goalText : "", name, Show(baseline, unit), ratio]);
        }
    }

    public void Print()
    {
        if (_rows.Count == 0) return;
        var widths = _titles.Select((title, c) => _rows.Max(r => Math.Max(r[c].Length, title.Length))).ToArray();
        Console.WriteLine();
        foreach (var row in _rows.Prepend(_titles)) Console.WriteLine(string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        Console.WriteLine($"Load average: {File.ReadAllText("/proc/loadavg").Trim()}");
    }

    private static string Show(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value < 10 ? "0.00" : value < 10_000 ? "0" : "n0", CultureInfo.InvariantCulture)} {unit}");
}
