using Newtonsoft.Json;

namespace Akka.Serialization;

/// <summary>Changes to the JSON serializer's settings, made in code.</summary>
public sealed class NewtonSoftJsonSerializerSetup : Actor.Setup.Setup
{
    private NewtonSoftJsonSerializerSetup(Action<JsonSerializerSettings> settings) => ApplySettings = settings;

    /// <summary>Makes the changes; called when the serializer is made.</summary>
    public Action<JsonSerializerSettings> ApplySettings { get; }

    /// <summary>A setup with a function that makes the changes.</summary>
    public static NewtonSoftJsonSerializerSetup Create(Action<JsonSerializerSettings> settings) => new(settings);
}
