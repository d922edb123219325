using System.Net;
using System.Security.Cryptography.X509Certificates;
using Firstlight.Edgent;
using Firstlight.Pages;

namespace Firstlight.Workbench;

/// <summary>The workbench as a web application on 127.0.0.1.</summary>
public static class WorkbenchHost
{
    private const int BodyBytesMax = 64 * 1024;

    // A held button may outlast it; its request then breaks.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Builds it; <see cref="OpenRoomAsync"/> furnishes the room, then start it.</summary>
    /// <exception cref="FileNotFoundException">The trust file is not there.</exception>
    public static WebApplication Build(WorkbenchOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ssZ  ";
            console.UseUtcTimestamp = true;
        });
        // A start that fails is said once, in a sentence (WorkbenchProgram).
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddProblemDetails();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(NearbyPages.Allow));
        builder.Services.AddWebPages();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            foreach (var converter in Body.Format.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.AddSingleton(services => new Room(
            new RoomOptions
            {
                Time = options.Time,
                Entropy = new SystemEntropy(),
                Wire = new TcpCloudConnector(ReadRoots(options.TrustFile)),
                Air = options.Air,
                CloudHost = options.CloudHost,
                CloudPort = options.CloudPort,
                CloudTlsPort = options.CloudTlsPort,
                Log = services.GetRequiredService<ILogger<Room>>(),
            }
        ));
        builder.Services.AddSingleton(services => new RoomKeeper(
            services.GetRequiredService<Room>(),
            options.DataFolder is { } folder ? new RoomFolder(folder) : null,
            tlsByDefault: options.TrustFile is not null
        ));
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseNearbyPagesOnly();
        app.MapRoom(new CloudHint(options.CloudHost, options.CloudPort, options.CloudTlsPort));
        if (options.WebFolder is { } webFolder)
            app.MapRoomPage(webFolder);
        return app;
    }

    /// <summary>Puts everything back where it was left; a new room is furnished as an example when the options say so.</summary>
    /// <exception cref="InvalidDataException">The data folder does not hold a room.</exception>
    public static async Task<Room> OpenRoomAsync(
        WebApplication app,
        WorkbenchOptions options,
        CancellationToken cancellation
    )
    {
        var keeper = app.Services.GetRequiredService<RoomKeeper>();
        if (!await keeper.ReopenAsync(cancellation) && options.Example)
        {
            await ExampleRoom.FurnishAsync(keeper, cancellation);
            WorkbenchLog.Furnished(app.Logger);
        }

        return keeper.Room;
    }

    private static X509Certificate2Collection? ReadRoots(string? trustFile)
    {
        if (trustFile is null)
            return null;
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(trustFile);
        return roots;
    }
}
