#nullable disable
using Akka.Actor;
using Akka.Configuration;
using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>The mailboxes of a system, by their ids in the configuration.</summary>
public class Mailboxes
{
    /// <summary>The id of the mailbox that actors have without a choice of their own.</summary>
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    private readonly ConcurrentDictionary<string, MailboxType> _types = new(StringComparer.Ordinal);
    private readonly Settings _settings;

    internal Mailboxes(Settings settings) => _settings = settings;

    /// <summary>The mailbox of an id.</summary>
    /// <exception cref="ConfigurationException">There is none, or its type is unknown.</exception>
    public MailboxType Lookup(string id) => _types.GetOrAdd(id, Create);

    /// <summary>The mailbox that an actor's props or its dispatcher ask for; null for the default one.</summary>
    internal MailboxType Choose(Props props, MessageDispatcher dispatcher)
    {
        if (props.Mailbox.Length > 0) return props.Mailbox == DefaultMailboxId ? null : Lookup(props.Mailbox);
        return string.IsNullOrEmpty(dispatcher.Configurator.Config.GetString("mailbox-type", "")) ? null : Lookup(dispatcher.Id);
    }

    private MailboxType Create(string id)
    {
        if (!_settings.Config.HasPath(id)) throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var config = _settings.Config.GetConfig(id);
        var typeName = config.GetString("mailbox-type", "");
        if (typeName.Length == 0) throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        var type = Type.GetType(typeName) ?? throw new ConfigurationException($"Found mailbox-type [{typeName}] in configuration for [{id}], but could not find that type.");
        return (MailboxType)Activator.CreateInstance(type, _settings, config);
    }
}
