namespace Akka.Persistence.Serialization;

/// <summary>Marks what journals store.</summary>
public interface IMessage;
