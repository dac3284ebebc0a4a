namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>What a pane takes over from its stage and its pipeline unless it says otherwise.</summary>
internal sealed record StepDefaults(
    string Directory,
    IReadOnlyDictionary<string, string> Env,
    int Retries = 0,
    TimeSpan RetryDelay = default,
    bool Rerun = false,
    bool Keep = false,
    bool ContinueOnError = false)
{
    private const int MostRetries = 100;

    /// <summary>These, with what the fields say.</summary>
    public StepDefaults With(YamlFields fields) => new(
        fields.Text("dir") is { } dir ? Path.GetFullPath(dir, Directory) : Directory,
        fields.Environment(Env),
        fields.Count("retries", 0, MostRetries, Retries),
        fields.Duration("retry-delay") ?? RetryDelay,
        fields.Flag("rerun", Rerun),
        fields.Flag("keep", Keep),
        fields.Flag("continue-on-error", ContinueOnError));
}
