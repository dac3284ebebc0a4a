using Akka.Configuration;
using Akka.Hosting;
using System.Text;

namespace Akka.Persistence.Hosting;

/// <summary>The settings of one snapshot store, as they come to stand in HOCON.</summary>
public abstract class SnapshotOptions
{
    /// <summary>Settings of a snapshot store that is the default one, or not.</summary>
    protected SnapshotOptions(bool isDefault) => IsDefaultPlugin = isDefault;

    /// <summary>The last part of its path.</summary>
    public abstract string Identifier { get; set; }

    /// <summary>Whether missing tables are created.</summary>
    public bool AutoInitialize { get; set; }

    /// <summary>The name of the serializer for what no serializer is bound to; null for the system's.</summary>
    public string? Serializer { get; set; }

    /// <summary>Whether actors use it that name no other.</summary>
    public bool IsDefaultPlugin { get; set; }

    /// <summary>Its path.</summary>
    public string PluginId => $"akka.persistence.snapshot-store.{Identifier}";

    /// <summary>What holds unless these settings say otherwise, at its path.</summary>
    public Config DefaultConfig => InternalDefaultConfig.MoveTo(PluginId);

    /// <summary>What holds unless these settings say otherwise, without a path.</summary>
    protected abstract Config InternalDefaultConfig { get; }

    /// <summary>Writes the settings as HOCON; a derived class writes its own keys first.</summary>
    protected virtual StringBuilder Build(StringBuilder sb)
    {
        sb.Insert(0, $"{PluginId} {{{Environment.NewLine}");
        sb.AppendLine($"auto-initialize = {AutoInitialize.ToHocon()}");
        if (!string.IsNullOrEmpty(Serializer))
            sb.AppendLine($"serializer = {Serializer.ToHocon()}");
        sb.AppendLine("}");
        if (IsDefaultPlugin)
            sb.AppendLine($"akka.persistence.snapshot-store.plugin = {PluginId.ToHocon()}");
        return sb;
    }

    /// <summary>The settings.</summary>
    public Config ToConfig() => ConfigurationFactory.ParseString(ToString());

    /// <summary>The settings as HOCON.</summary>
    public sealed override string ToString() => Build(new StringBuilder()).ToString();
}
