using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Benchmarks.Tmux;

/// <summary>Durations of one kind, in microseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _microseconds = [];

    public int Count => _microseconds.Count;

    public void Add(TimeSpan duration) => _microseconds.Add(duration.TotalMicroseconds);

    public void AddSince(long timestamp) => Add(Stopwatch.GetElapsedTime(timestamp));

    public double Percentile(int percent)
    {
        _microseconds.Sort();
        return _microseconds[Math.Min(_microseconds.Count - 1, _microseconds.Count * percent / 100)];
    }

    public static string Show(double microseconds) => microseconds switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds:0} µs"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000:0} ms"),
    };

    public override string ToString() => $"{Show(Percentile(50))} / {Show(Percentile(99))}";
}

/// <summary>Prints rows of a measurement beside its baseline.</summary>
internal static class Report
{
    public static void Title(string text) => Console.WriteLine($"\n{text}");

    public static void Row(string name, string value, string ratio = "") => Console.WriteLine($"  {name,-58}{value,24}  {ratio}");

    public static string Ratio(double ours, double baseline) => string.Create(CultureInfo.InvariantCulture, $"{ours / baseline:0.00} ×");
}
