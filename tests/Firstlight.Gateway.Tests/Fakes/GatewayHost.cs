using System.Net;
using System.Security.Cryptography.X509Certificates;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.TestKit;
using Firstlight.TestKit.Native;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>The gateway with Kestrel behind it, real sockets on loopback, a fake fleet and a clock that tests move.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, string folder)
    {
        _app = app;
        Folder = folder;
    }

    public FakeDoor Door { get; private init; } = new();

    public ManualTime Time { get; private init; } = new();

    public LogRecorder Logs { get; private init; } = new();

    public FakeTraffic Traffic { get; private init; } = new();

    public FakePrograms Programs { get; private init; } = new();

    /// <summary>Removed at the end.</summary>
    public string Folder { get; }

    public int Port => Addresses.PlainPort;

    public int TlsPort => Addresses.TlsPort;

    public IGatewayAddresses Addresses => _app.Services.GetRequiredService<IGatewayAddresses>();

    public IServiceProvider Services => _app.Services;

    public FakeFiles Files => (FakeFiles)_app.Services.GetRequiredService<IDeviceFiles>();

    public Watch Watch => _app.Services.GetRequiredService<Watch>();

    /// <param name="tls">Makes a development certificate, which takes a moment.</param>
    public static async Task<GatewayHost> StartAsync(
        Action<GatewayOptions>? configure = null,
        bool tls = false,
        Dictionary<string, string?>? configuration = null
    )
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-gateway-").FullName;
        var (door, time, logs) = (new FakeDoor(), new ManualTime(), new LogRecorder());
        var (traffic, programs) = (new FakeTraffic(), new FakePrograms());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(configuration ?? []);
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<IDeviceDoor>(door);
        builder.Services.AddSingleton<IDeviceTraffic>(traffic);
        builder.Services.AddSingleton<IDeviceFiles>(new FakeFiles());
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton<IProgramLogins>(programs);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IRandomSource>(new SeededRandom(seed: 7));
        builder.Services.AddGateway(options =>
        {
            options.Addresses = [new(IPAddress.Loopback, 0, Tls: false)];
            if (tls)
            {
                options.Addresses.Add(new(IPAddress.Loopback, 0, Tls: true));
                options.Tls.DevelopmentFolder = Path.Combine(folder, "tls");
            }

            configure?.Invoke(options);
        });
        try
        {
            var app = await StartAsync(builder);
            return new GatewayHost(app, folder)
            {
                Door = door,
                Time = time,
                Logs = logs,
                Traffic = traffic,
                Programs = programs,
            };
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static async Task<WebApplication> StartAsync(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapDeviceHttpApi();
        app.MapGet(
            "/scheme",
            (HttpContext context) => Results.Text($"{context.Request.Scheme} {context.Connection.RemoteIpAddress}")
        );
        app.MapPost("/length", (Delegate)LengthAsync);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<NativeClient> ConnectAsync() => NativeClient.ConnectAsync(Port);

    /// <summary>A client that is logged in and has told who it is.</summary>
    public async Task<(NativeClient Client, FakeSession Session)> LogInAsync(params string[] info)
    {
        var client = await ConnectAsync();
        (await client.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)200);
        await client.SendAsync(Protocol.Native.Command.Internal, info.Length > 0 ? info : ["ver", "1.4.0"]);
        (await client.ReadAsync()).Status.ShouldBe((ushort)200);
        return (client, Door.Sessions.Last());
    }

    /// <summary>Moves the clock on, second by second, until the condition holds.</summary>
    public Task AdvanceUntilAsync(Func<bool> condition, string what) =>
        UntilAsync(
            () =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            what
        );

    /// <summary>Waits until the condition holds.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if (condition())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"It never happened: {what}.");
    }

    /// <summary>The root that TLS clients of this host trust.</summary>
    public X509Certificate2 Root => X509CertificateLoader.LoadCertificateFromFile(Addresses.DevelopmentRootFile!);

    public HttpClient Http(bool tls = false)
    {
        var handler = new SocketsHttpHandler();
        if (tls)
            handler.SslOptions = NativeClient.Trusting(Root);
        return new HttpClient(handler)
        {
            BaseAddress = new Uri(tls ? $"https://localhost:{TlsPort}" : $"http://127.0.0.1:{Port}"),
        };
    }

    public async Task StopAsync() => await _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> LengthAsync(HttpContext context)
    {
        var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        return $"{memory.Length}";
    }
}
