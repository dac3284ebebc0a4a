using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Daemon;

/// <summary>The web server behind <c>api.sock</c>: nothing but Kestrel and routing, none of the usual configuration, which would read files and variables of others.</summary>
internal static class ApiHost
{
    private const long MaxRequestBytes = 64 * 1024 * 1024;

    /// <summary>A builder whose application serves on the socket, once it is started.</summary>
    internal static WebApplicationBuilder CreateBuilder(OrcHome home, DaemonLog log)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "orc", ContentRootPath = home.Path });
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new LogProvider(log)));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = BindForOwner);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBytes;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null; // a reader of a stream may stop for as long as it likes
            options.ListenUnixSocket(home.ApiSocket);
        });
        return builder;
    }

    /// <summary>Binds and narrows the permissions before anybody can connect, which needs a listening socket.</summary>
    private static Socket BindForOwner(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        File.SetUnixFileMode(((UnixDomainSocketEndPoint)endPoint).ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }

    /// <summary>What the web server has to say goes into the daemon's log.</summary>
    private sealed class LogProvider(DaemonLog log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(log, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(DaemonLog log, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(logLevel == LogLevel.Warning ? "WARNING" : "ERROR", source, formatter(state, exception) + (exception is null ? "" : $"\n{exception}"));
    }
}
