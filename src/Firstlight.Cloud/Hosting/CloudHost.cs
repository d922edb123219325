using System.Globalization;
using System.Net;
using Firstlight.Api;
using Firstlight.Cluster;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Firstlight.Cloud;

/// <summary>Building and running the host. Decides nothing about devices or people.</summary>
internal static class CloudHost
{
    /// <summary>How long a stop may take: the fleet writes what it holds, connections end.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    public static WebApplicationBuilder CreateBuilder(CloudOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                ApplicationName = "Firstlight.Cloud",
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Logging.ClearProviders();
        builder.Logging.AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
        builder.Logging.AddConsole(console => console.FormatterName = LogLine.FormatterName);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Its information lines print whole request URLs, and devices carry their token in the query.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // Balancers ask every second; a change is said once by the people's door.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // A start that fails is said once, in a sentence (StartFault), or with its stack trace by the runtime.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        return builder;
    }

    public static void AddVocabulary(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IRandomSource, SystemRandomSource>();
        services.AddSingleton<ILiveEvents, InProcessLiveEvents>();
    }

    /// <summary>Register it behind storage: where several programs may come to one database, each has to show that its keys are the same.</summary>
    public static void AddSecrets(this WebApplicationBuilder builder, CloudOptions options)
    {
        var folder = Directory.CreateDirectory(options.KeysFolder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                folder.FullName,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        if (options.Database is not null)
            builder.Services.AddKeysInCommon(options.KeysFolder);
        builder.Services.AddDataProtection().SetApplicationName("Firstlight");
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<ILoggerFactory>((keys, loggers) => keys.XmlRepository = new KeyFolder(folder, loggers));
        // The keys lie beside the database in a folder that only this user reads; the warning about it is answered in docs/operate.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    public static async Task<int> RunAsync(
        CloudOptions options,
        Func<CloudOptions, WebApplication> build,
        CancellationToken cancellation
    )
    {
        WebApplication app;
        try
        {
            app = await StartAsync(options, build, cancellation);
        }
        catch (Exception fault) when (StartFault.Describe(fault, options) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"The cloud cannot start: {sentence}");
            return StartFault.CodeOf(fault);
        }

        await using (app)
        {
            NamePorts(app);
            await AnnounceAsync(app, options, cancellation);
            app.Services.GetRequiredService<OrderlyStop>().NoteReady();
            await app.WaitForShutdownAsync(cancellation);
            return app.Services.GetService<INodeSeat>() is { IsGone: true } ? EndOfNode.ExitCode : 0;
        }
    }

    private static async Task<WebApplication> StartAsync(
        CloudOptions options,
        Func<CloudOptions, WebApplication> build,
        CancellationToken cancellation
    )
    {
        var app = build(options);
        try
        {
            await app.StartAsync(cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static async Task AnnounceAsync(WebApplication app, CloudOptions options, CancellationToken cancellation)
    {
        var addresses = app.Services.GetRequiredService<IGatewayAddresses>();
        var host =
            options.PublicHost ?? (IsAny(options.ListenAddress) ? "localhost" : options.ListenAddress.ToString());
        var lines = new List<string>
        {
            $"  cloud      http://{host}:{Text(addresses.PlainPort)}   (people and devices, every protocol)",
        };
        if (addresses.TlsPort != 0)
            lines.Add($"  with TLS   https://{host}:{Text(addresses.TlsPort)}");
        if (options.MovedTo is { } place)
            lines.Add(
                $"  moved      every device is sent to {place.Host}, {Text(place.Port)} or with TLS {Text(place.TlsPort)}"
            );
        if (options.WebFolder is not null)
        {
            lines.Add($"  app        http://{host}:{Text(addresses.PlainPort)}/app");
            lines.Add($"  console    http://{host}:{Text(addresses.PlainPort)}/console");
        }

        lines.Add($"  API page   http://{host}:{Text(addresses.PlainPort)}/docs");
        if (app.Services.GetRequiredService<FirstRun>().SetupToken is { } setupToken)
            lines.AddRange(
                $"  set up     http://{host}:{Text(addresses.PlainPort)}/set-up#{setupToken}",
                "             Open this link once: it makes the first owner."
            );

        var text = string.Join(Environment.NewLine, lines) + Environment.NewLine;
        if (options.Operation.ReadyFile is { } readyFile)
            await WriteWholeAsync(readyFile, text, cancellation);
        else
            await Console.Out.WriteAsync("Firstlight is up" + Environment.NewLine + text);
    }

    private static void NamePorts(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IGatewayAddresses>();
        var api = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value;
        api.PublicPort = addresses.PlainPort;
        api.PublicTlsPort = addresses.TlsPort == 0 ? null : addresses.TlsPort;
    }

    // A script that waits for the file must never read half of it.
    private static async Task WriteWholeAsync(string path, string text, CancellationToken cancellation)
    {
        var partial = path + ".partial";
        await File.WriteAllTextAsync(partial, text, cancellation);
        File.Move(partial, path, overwrite: true);
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
