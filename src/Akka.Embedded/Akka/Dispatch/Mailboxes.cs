#nullable disable
using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

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

    /// <summary>The mailbox that an actor's props and dispatcher ask for; null for the default one.</summary>
    internal MailboxType Choose(Props props, MessageDispatcher dispatcher)
    {
        var id = props.Mailbox.Length > 0 ? props.Mailbox : dispatcher.Config.GetString("mailbox-requirement", null) is { Length: > 0 } ? null : MailboxOf(dispatcher);
        return string.IsNullOrEmpty(id) || id == DefaultMailboxId ? null : Lookup(id);
    }

    private string MailboxOf(MessageDispatcher dispatcher) =>
        dispatcher.Config.HasPath("mailbox-type") && dispatcher.Id != Dispatchers.DefaultDispatcherId && !string.IsNullOrEmpty(dispatcher.Config.GetString("mailbox-type", ""))
            ? dispatcher.Id
            : null;

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
