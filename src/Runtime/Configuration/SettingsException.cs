namespace Orchestrator.Runtime.Configuration;

/// <summary>Settings that cannot be used. Nothing was started with them.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>With every mistake that was found, at least one.</summary>
    public SettingsException(IReadOnlyList<string> errors) : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>With one mistake.</summary>
    public SettingsException(string message, Exception? cause = null) : base(message, cause) => Errors = [message];

    /// <summary>Each names the key, the value, where it was written, and what to write.</summary>
    public IReadOnlyList<string> Errors { get; }
}
