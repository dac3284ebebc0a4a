using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;

namespace Orchestrator.Commands.Upkeep;

/// <summary>Ends the daemon and waits until its lock is free.</summary>
internal static class DaemonStopper
{
    private const int Terminate = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns>Whether one ran.</returns>
    /// <exception cref="CommandFailure">It did not end in time.</exception>
    internal static bool Stop(Invocation call, bool withAgents)
    {
        if (withAgents)
            call.Daemon.EnsureStarted(); // its agents may run on without it
        if (DaemonLock.Holder(call.Home) is not { } pid)
            return false;
        if (!AskToEnd(call, withAgents) && LibC.Kill(pid, Terminate) != 0)
            throw CommandFailure.Failed($"The daemon (process {pid}) does not answer and may not be ended from here.", $"Try: kill {pid}");

        var time = TimeProvider.System;
        var begun = time.GetTimestamp();
        while (DaemonLock.Holder(call.Home) is { } holder && holder == pid)
        {
            if (time.GetElapsedTime(begun) > Limit)
                throw CommandFailure.TimedOut($"The daemon (process {pid}) has not ended after {Limit.TotalSeconds} s.", $"Its log: {call.Home.LogFile}. By force: kill -9 {pid}; nothing stored is lost.");
            Task.Delay(TimeSpan.FromMilliseconds(20), time).Wait();
        }
        return true;
    }

    private static bool AskToEnd(Invocation call, bool withAgents)
    {
        try
        {
            call.Daemon.Post("/v1/daemon/stop", new StopDaemonRequest(withAgents), ApiJson.Default.StopDaemonRequest, Repeat.Unsafe);
            return true;
        }
        catch (CommandFailure failure) when (failure.Code == CommandFailure.UnreachableCode && !withAgents)
        {
            return false; // it hangs, or is ending already
        }
    }
}
