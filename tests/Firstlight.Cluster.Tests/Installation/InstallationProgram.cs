using System.Collections.Concurrent;
using Firstlight.Core;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.Tests.Installation;

/// <summary>A program as the cloud puts it together: its check first, then the platform's keys.</summary>
internal sealed class InstallationProgram : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly HeardLines _lines = new();

    public InstallationProgram(string folder, IInstallationMarks marks, TimeProvider time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_lines);
        builder.Services.AddSingleton(marks);
        builder.Services.AddSingleton(time);
        builder.Services.AddKeysInCommon(folder);
        AddKeys(builder.Services, folder);
        _host = builder.Build();
    }

    public IServiceProvider Services => _host.Services;

    public static IServiceCollection AddKeys(IServiceCollection services, string folder)
    {
        services
            .AddDataProtection()
            .SetApplicationName("Firstlight")
            .PersistKeysToFileSystem(new DirectoryInfo(folder));
        return services;
    }

    public Task StartAsync(CancellationToken cancellation) => _host.StartAsync(cancellation);

    /// <summary>It said an error that names <paramref name="word"/>.</summary>
    public bool Said(string word) => _lines.Errors.Any(line => line.Contains(word, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private sealed class HeardLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                Errors.Enqueue(formatter(state, exception));
        }

        public void Dispose() { }
    }
}
