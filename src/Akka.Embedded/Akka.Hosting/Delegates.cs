using Akka.Actor;
using Akka.Configuration;

namespace Akka.Hosting;

/// <summary>Starts actors when the system has started.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

/// <summary>Does something when the system and its actors have started.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

/// <summary>Joins two configurations.</summary>
public delegate Config HoconConfigurator(Config currentConfig, Config configToAdd);
