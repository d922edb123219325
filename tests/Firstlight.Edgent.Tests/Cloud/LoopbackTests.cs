using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Firstlight.Edgent.Tests.Configuration;
using Firstlight.Edgent.Tests.Fakes;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Edgent.Tests.Cloud;

/// <summary>Byte for byte against a socket, as a cloud sees the device.</summary>
public sealed class LoopbackTests
{
    private const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_whole_dialogue_over_a_socket()
    {
        using var cloud = new TcpListener(IPAddress.Loopback, 0);
        cloud.Start();
        var port = ((IPEndPoint)cloud.LocalEndpoint).Port;
        var arrived = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var online = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var parts = new QuietParts();
        await parts.Store.SaveAsync(Stored(port), Stop);
        var device = new EdgentBuilder(template: ("TMPL00AABBCC", "Thermostat"), firmware: "0.1.0")
            .With(options => options with { Link = EdgentLink.Plain })
            .On(
                1,
                async (value, face) =>
                {
                    arrived.TrySetResult(value.As<double>());
                    await face.WriteAsync(2, "ack");
                }
            )
            .Build(parts.Ports(new TcpCloudConnector()));
        device.Listen(mode =>
        {
            if (mode == EdgentMode.Running)
                online.TrySetResult();
        });
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        power.CancelAfter(TimeSpan.FromSeconds(20));
        var running = device.RunAsync(power.Token);

        using var socket = await cloud.AcceptSocketAsync(power.Token);
        await using var link = new NetworkStream(socket);
        (await ReadFrameAsync(link, power.Token)).ShouldBe(
            "1D0001002030313233343536373839616263646566676869" + "6A6B6C6D6E6F707172732D5F5A"
        );
        await link.WriteAsync(Convert.FromHexString("00000100C8"), power.Token);
        var info = await ReadFrameAsync(link, power.Token);
        info.ShouldStartWith("110002");
        info.ShouldContain(Convert.ToHexString("mcu\00.1.0\0fw-type\0TMPL00AABBCC\0"u8));
        info.ShouldContain(Convert.ToHexString("\0h-beat\040\0buff-in\01024\0"u8));
        info.ShouldEndWith(Convert.ToHexString("\0tmpl\0TMPL00AABBCC"u8));
        await link.WriteAsync(Convert.FromHexString("00000200C8"), power.Token);
        (await ReadFrameAsync(link, power.Token)).ShouldContain(Convert.ToHexString("meta\0set\0Device UID\0"u8));
        (await ReadFrameAsync(link, power.Token)).ShouldContain(
            Convert.ToHexString("meta\0set\0Hotspot Name\0Blynk Thermostat-"u8)
        );
        await online.Task.WaitAsync(power.Token);

        await link.WriteAsync(Convert.FromHexString("14232900067677003100" + "37"), power.Token);
        (await arrived.Task.WaitAsync(power.Token)).ShouldBe(7);
        (await ReadFrameAsync(link, power.Token)).ShouldEndWith(Convert.ToHexString("vw\02\0ack"u8));
        await link.WriteAsync(Convert.FromHexString("06232B0000"), power.Token);
        (await ReadFrameAsync(link, power.Token)).ShouldBe("00232B00C8");

        await power.CancelAsync();
        await running;
        (await link.ReadAsync(new byte[1], Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_closed_port_is_refused_and_an_unknown_name_has_no_address()
    {
        using var port = new HeldPort();
        var connector = new TcpCloudConnector();
        (await connector.ConnectAsync(new CloudAddress("127.0.0.1", port.Number, Tls: false), Stop)).Failure.ShouldBe(
            CloudFailure.Refused
        );
        (await connector.ConnectAsync(new CloudAddress("no-such-host.invalid", 80, Tls: false), Stop)).Failure.ShouldBe(
            CloudFailure.Dns
        );
    }

    [Fact]
    public async Task A_peer_that_does_not_speak_tls_is_a_tls_failure()
    {
        using var cloud = new TcpListener(IPAddress.Loopback, 0);
        cloud.Start();
        var port = ((IPEndPoint)cloud.LocalEndpoint).Port;
        var connecting = new TcpCloudConnector().ConnectAsync(new CloudAddress("127.0.0.1", port, Tls: true), Stop);
        using (var socket = await cloud.AcceptSocketAsync(Stop))
            await socket.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Stop);

        (await connecting).Failure.ShouldBe(CloudFailure.Tls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_logs_in_over_tls_where_the_certificate_comes_from_its_own_root_and_nowhere_else(
        bool trusts
    )
    {
        using var authority = new PrivateAuthority();
        using var other = new PrivateAuthority();
        using var cloud = new TcpListener(IPAddress.Loopback, 0);
        cloud.Start();
        var parts = new QuietParts();
        // A plain port beside the TLS port must tempt nobody.
        var tlsPort = ((IPEndPoint)cloud.LocalEndpoint).Port;
        await parts.Store.SaveAsync(Stored(plainPort: 1) with { TlsPort = tlsPort }, Stop);
        var device = new EdgentBuilder(template: ("TMPL00AABBCC", "Thermostat"), firmware: "0.1.0").Build(
            parts.Ports(new TcpCloudConnector(trusts ? authority.Roots : other.Roots))
        );
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        power.CancelAfter(TimeSpan.FromSeconds(20));
        var running = device.RunAsync(power.Token);

        using var socket = await cloud.AcceptSocketAsync(power.Token);
        await using var secure = new SslStream(new NetworkStream(socket));
        using var certificate = authority.Issue(IPAddress.Loopback);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate },
            power.Token
        );
        if (trusts)
            (await ReadFrameAsync(secure, power.Token)).ShouldBe(
                "1D00010020" + Convert.ToHexString(Encoding.ASCII.GetBytes(Token))
            );
        else
            await Should.ThrowAsync<IOException>(async () => await ReadFrameAsync(secure, power.Token));

        await power.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_thousand_devices_in_one_process_stay_small()
    {
        const int Devices = 1_000;
        var builder = new EdgentBuilder(template: ("TMPL00AABBCC", "Thermostat"), firmware: "0.1.0")
            .On(1, _ => { })
            .Every(TimeSpan.FromMinutes(1), async cloud => await cloud.WriteAsync(0, 21.5));
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var runs = new List<Task>(Devices);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var index = 0; index < Devices; index++)
        {
            var parts = new QuietParts();
            await parts.Store.SaveAsync(Stored(1), Stop);
            runs.Add(builder.Build(parts.Ports(new ScriptedCloud())).RunAsync(power.Token));
        }

        var perDevice = (GC.GetTotalMemory(forceFullCollection: true) - before) / Devices;
        TestContext.Current.TestOutputHelper?.WriteLine($"{perDevice} bytes per running device, fakes included");
        await power.CancelAsync();
        await Task.WhenAll(runs).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Stop);
        perDevice.ShouldBeLessThan(32_000);
    }

    private static EdgentConfig Stored(int plainPort) =>
        new()
        {
            Valid = true,
            Ssid = "home",
            Token = Token,
            Host = "127.0.0.1",
            PlainPort = plainPort,
            Uid = "6f9619ff-8b86-4011-b42d-00cf4fc964ff",
            FirmwareVersion = "0.1.0",
        };

    private static async Task<string> ReadFrameAsync(Stream link, CancellationToken cancellation)
    {
        var header = new byte[5];
        await link.ReadExactlyAsync(header, cancellation);
        var body = new byte[header[0] == 0 ? 0 : (header[3] << 8) + header[4]];
        await link.ReadExactlyAsync(body, cancellation);
        return Convert.ToHexString(header) + Convert.ToHexString(body);
    }

    /// <summary>Parts that work and say nothing.</summary>
    private sealed class QuietParts : IResetButton, IStatusLight, IFirmwareUpdater, IRestart
    {
        public TwoSlotConfigStore Store { get; } = new(new MemorySlot(), new MemorySlot());

        public EdgentPorts Ports(ICloudConnector cloud) =>
            new()
            {
                Radio = new FakeRadio(),
                Store = Store,
                Button = this,
                Light = this,
                Updater = this,
                Cloud = cloud,
                Restart = this,
                Entropy = new SystemEntropy(),
                Log = NullLogger.Instance,
            };

        public void Listen(Action<bool> changed) { }

        public void Show(LightPattern pattern) { }

        public Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation) =>
            Task.FromResult(true);

        public Task RestartAsync(RestartReason reason, CancellationToken cancellation) => Task.CompletedTask;
    }
}
