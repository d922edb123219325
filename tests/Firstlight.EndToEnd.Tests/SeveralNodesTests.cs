using System.Net;
using System.Net.Http.Json;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Two nodes, real programs, at one PostgreSQL and one RabbitMQ: a device that appears on two of them is one device.</summary>
public sealed class SeveralNodesTests : IAsyncLifetime
{
    private const string Database = "firstlight";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    /// <summary>Over which a node lets its devices go.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(6);

    private readonly Scratch _scratch = new();
    private PostgresProcess _database = null!;
    private RabbitProcess _broker = null!;
    private CloudProcess _north = null!;
    private CloudProcess _south = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresProcess.StartAsync(Cancellation);
        await _database.CreateDatabaseAsync(Database, Cancellation);
        _broker = await RabbitProcess.StartAsync(Cancellation);
        _north = await StartAsync("north");
        SharedInstallation.Share(_scratch.File("north"), _scratch.File("south"), SharedInstallation.Folders);
        _south = await StartAsync("south");
    }

    public async ValueTask DisposeAsync()
    {
        await _south.DisposeAsync();
        await _north.DisposeAsync();
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_device_is_one_device_whichever_node_it_comes_to_and_whichever_is_asked()
    {
        using var north = await RestClient.SignInAsync(_north, Cancellation);
        using var south = await RestClient.SignInAsync(_south, Cancellation);
        var (id, token) = await MakeAsync(north);

        await using (var first = await ConnectAsync(_north, token))
        {
            // People who ask the other node reach it all the same.
            await PutAsync(south, id, 21);
            await HearsAsync(first, "21");
            (await IsConnectedAsync(south, id)).ShouldBeTrue();

            // It comes to the other node: the connection before is closed.
            await using var second = await ConnectAsync(_south, token);
            await first.WaitForCloseAsync();
            await PutAsync(north, id, 22);
            await HearsAsync(second, "22");

            // A script calls the node where the device is not.
            using var call = await north.Http.GetAsync($"external/api/update?token={token}&V0=23", Cancellation);
            call.StatusCode.ShouldBe(HttpStatusCode.OK, await call.Content.ReadAsStringAsync(Cancellation));
            await HearsAsync(second, "23");
            (await ReadAsync(south, token)).ShouldStartWith("23.");
        }
    }

    [Fact]
    public async Task Who_watches_at_one_node_sees_what_happens_at_the_other()
    {
        using var north = await RestClient.SignInAsync(_north, Cancellation);
        using var south = await RestClient.SignInAsync(_south, Cancellation);
        var (id, token) = await MakeAsync(north);
        await using var watch = await LiveWatch.StartAsync(south, Cancellation);
        await SeesAsync(watch, "live.gap");

        await using var device = await ConnectAsync(_north, token);
        await SeesAsync(watch, "device.online");
        await PutAsync(north, id, 21);

        await SeesAsync(watch, "datastream");
    }

    [Fact]
    public async Task Who_looks_at_a_devices_traffic_at_one_node_sees_what_it_says_at_the_other()
    {
        using var north = await RestClient.SignInAsync(_north, Cancellation);
        using var south = await RestClient.SignInAsync(_south, Cancellation);
        var (id, token) = await MakeAsync(north);
        await using var device = await ConnectAsync(_north, token);
        await using var watch = await LiveWatch.OfTrafficAsync(south, id, Cancellation);

        await Until.TrueAsync(
            async () =>
            {
                await device.SendAsync(Command.Hardware, "vw", "0", "21");
                return watch.Count("traffic") > 0;
            },
            "the device's words are seen",
            Cancellation
        );
    }

    [Fact]
    public async Task A_device_writes_to_another_one_of_its_owner_on_the_other_node()
    {
        using var north = await RestClient.SignInAsync(_north, Cancellation);
        var template = await north.CreateTemplateAsync("Bridged", Cancellation);
        var (_, writersToken) = await north.CreateDeviceAsync(template, "Writer", Cancellation);
        var (_, token) = await north.CreateDeviceAsync(template, "Lamp", Cancellation);
        await using var writer = await ConnectAsync(_north, writersToken);
        await using var other = await ConnectAsync(_south, token);

        await writer.SendAsync(Command.Bridge, "64", "i", token);
        (await writer.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        await writer.SendAsync(Command.Bridge, "64", "vw", "0", "24");

        NativeFrame frame;
        do frame = await other.ReadAsync();
        while (frame.Command != Command.Bridge);
        frame.Fields.ShouldBe(["vw", "0", "24"]);
        (await ReadAsync(north, token)).ShouldStartWith("24.");
    }

    [Fact]
    public async Task Without_the_broker_each_node_serves_its_own_and_says_what_it_cannot_do()
    {
        using var north = await RestClient.SignInAsync(_north, Cancellation);
        using var south = await RestClient.SignInAsync(_south, Cancellation);
        var (id, token) = await MakeAsync(north);
        await using var device = await ConnectAsync(_north, token);

        await _broker.KillAsync();
        await PutAsync(north, id, 21);
        await HearsAsync(device, "21");
        await Until.TrueAsync(
            async () =>
            {
                using var refused = await PutAnywayAsync(south, id, 22);
                return refused.StatusCode == HttpStatusCode.ServiceUnavailable
                    && refused.Headers.RetryAfter is not null;
            },
            "the other node knows that nothing was done",
            Cancellation
        );
        await SaysOfItselfAsync(south, "broker (the broker cannot be reached, and so no other node)");

        await _broker.StartAgainAsync(Cancellation);
        await Until.TrueAsync(
            async () =>
            {
                using var put = await PutAnywayAsync(south, id, 23);
                return put.StatusCode == HttpStatusCode.OK;
            },
            "the broker is back, and with it the way",
            Cancellation
        );
        await SaysOfItselfAsync(south);
    }

    [Fact]
    public async Task A_killed_node_leaves_its_devices_to_the_other_and_nothing_that_was_acknowledged_is_lost()
    {
        using var north = await RestClient.SignInAsync(_north, Cancellation);
        using var south = await RestClient.SignInAsync(_south, Cancellation);
        var (id, token) = await MakeAsync(north);
        await using var device = await ConnectAsync(_north, token);
        using (var kept = await north.Http.GetAsync($"external/api/update?token={token}&V0=21", Cancellation))
            kept.StatusCode.ShouldBe(HttpStatusCode.OK);

        await _north.KillAsync();

        await using var back = await ConnectAsync(_south, token);
        (await ReadAsync(south, token)).ShouldStartWith("21.");
        await PutAsync(south, id, 22);
        await HearsAsync(back, "22");
    }

    [Fact]
    public async Task A_node_that_is_told_to_end_lets_its_devices_go_one_after_the_other_and_the_other_node_takes_them()
    {
        const int count = 24;
        using var north = await RestClient.SignInAsync(_north, Cancellation);
        using var south = await RestClient.SignInAsync(_south, Cancellation);
        var template = await north.CreateTemplateAsync("Drained", Cancellation);
        var devices = new List<(long Id, string Token)>();
        for (var number = 0; number < count; number++)
            devices.Add(await north.CreateDeviceAsync(template, $"Drained {number}", Cancellation));
        var clients = await Task.WhenAll(devices.Select(device => ConnectAsync(_north, device.Token)));
        foreach (var (client, number) in clients.Select((client, number) => (client, number)))
            await client.SendAsync(Command.Hardware, "vw", "0", $"{number}");
        foreach (var ((_, token), number) in devices.Select((device, number) => (device, number)))
            await Until.TrueAsync(
                async () => (await ReadAsync(north, token)).StartsWith($"{number}.", StringComparison.Ordinal),
                "the node has heard it",
                Cancellation
            );

        var told = TimeProvider.System.GetTimestamp();
        var ended = _north.TerminateAsync(Cancellation);
        var back = await Task.WhenAll(clients.Zip(devices, (client, device) => ComeBackAsync(client, device.Token)));
        (await ended).ShouldBe(0, _north.Output);

        // Half of the time is a wide allowance for a machine that is busy; at once would be none.
        var leaving = back.Select(one => TimeProvider.System.GetElapsedTime(told, one.LeftAt)).Order().ToList();
        (leaving[^1] - leaving[0]).ShouldBeGreaterThan(Drain / 2, string.Join(", ", leaving));
        foreach (var (((id, token), device), number) in devices.Zip(back).Select((pair, number) => (pair, number)))
        {
            (await ReadAsync(south, token)).ShouldStartWith($"{number}.");
            await PutAsync(south, id, 50);
            await HearsAsync(device.Client, "50");
            (await LifeOfAsync(south, id)).ShouldBe(["online"], "nobody was told of its way");
            await device.Client.DisposeAsync();
        }
    }

    private Task<CloudProcess> StartAsync(string name) =>
        CloudProcess.StartAsync(
            _scratch.File(name),
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["FIRSTLIGHT_DATABASE"] = _database.SettingsFor(Database),
                ["FIRSTLIGHT_RABBITMQ"] = _broker.Address.ToString(),
            },
            Cancellation,
            "--node",
            name,
            "--drain",
            $"{Drain.TotalSeconds}"
        );

    /// <summary>Waits until the node lets it go, and comes to the other one as a device does.</summary>
    private async Task<(NativeClient Client, long LeftAt)> ComeBackAsync(NativeClient client, string token)
    {
        while (await client.TryReadAsync() is not null) { }
        var leftAt = TimeProvider.System.GetTimestamp();
        await client.DisposeAsync();
        return (await ConnectAsync(_south, token), leftAt);
    }

    /// <summary>What its timeline says of its coming and going.</summary>
    private static async Task<List<string>> LifeOfAsync(RestClient api, long device) =>
        [
            .. (await api.GetAsync($"api/v1/devices/{device}/events", Cancellation))["items"]!
                .AsArray()
                .Select(one => one!["code"]!.GetValue<string>())
                .Where(code => code is "online" or "offline"),
        ];

    private static async Task<(long Id, string Token)> MakeAsync(RestClient api) =>
        await api.CreateDeviceAsync(await api.CreateTemplateAsync("Shared", Cancellation), "Shared", Cancellation);

    private static async Task<NativeClient> ConnectAsync(CloudProcess node, string token)
    {
        var client = await NativeClient.ConnectAsync(node.Port);
        (await client.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
        return client;
    }

    private static async Task PutAsync(RestClient api, long device, int value)
    {
        using var put = await PutAnywayAsync(api, device, value);
        put.StatusCode.ShouldBe(HttpStatusCode.OK, await put.Content.ReadAsStringAsync(Cancellation));
    }

    private static Task<HttpResponseMessage> PutAnywayAsync(RestClient api, long device, int value) =>
        api.Http.PutAsync($"api/v1/devices/{device}/datastreams/V0", JsonContent.Create(new { value }), Cancellation);

    private static async Task<string> ReadAsync(RestClient api, string token)
    {
        using var read = await api.Http.GetAsync($"external/api/get?token={token}&V0", Cancellation);
        var said = await read.Content.ReadAsStringAsync(Cancellation);
        read.StatusCode.ShouldBe(HttpStatusCode.OK, said);
        return said;
    }

    private static async Task<bool> IsConnectedAsync(RestClient api, long device) =>
        (await api.GetAsync($"api/v1/devices/{device}", Cancellation))["connected"]!.GetValue<bool>();

    /// <summary>It is ready whatever it cannot do: it serves its own devices.</summary>
    private static async Task SaysOfItselfAsync(RestClient api, params string[] degraded)
    {
        var ready = await api.GetAsync("readyz", Cancellation);
        ready["status"]!.GetValue<string>().ShouldBe("ready");
        ready["degraded"]!.AsArray().Select(what => what!.GetValue<string>()).ShouldBe(degraded);
    }

    private static Task SeesAsync(LiveWatch watch, string type) =>
        Until.TrueAsync(() => watch.Count(type) > 0, $"{type} is seen", Cancellation);

    /// <summary>The next write that comes to the device.</summary>
    private static async Task HearsAsync(NativeClient device, string value)
    {
        NativeFrame frame;
        do frame = await device.ReadAsync();
        while (frame.Command != Command.Hardware);
        frame.Fields.ShouldBe(["vw", "0", value]);
    }
}
