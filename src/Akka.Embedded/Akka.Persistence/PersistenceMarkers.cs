using Akka.Actor;

namespace Akka.Persistence;

/// <summary>What persistent actors and their plugins say to each other.</summary>
public interface IPersistenceMessage : INoSerializationVerificationNeeded;

/// <summary>What is said to and by journals.</summary>
public interface IJournalMessage : IPersistenceMessage;

/// <summary>What a journal is asked.</summary>
public interface IJournalRequest : IJournalMessage;

/// <summary>What a journal answers.</summary>
public interface IJournalResponse : IJournalMessage;

/// <summary>What is said to and by snapshot stores.</summary>
public interface ISnapshotMessage : IPersistenceMessage;

/// <summary>What a snapshot store is asked.</summary>
public interface ISnapshotRequest : ISnapshotMessage;

/// <summary>What a snapshot store answers.</summary>
public interface ISnapshotResponse : ISnapshotMessage;
