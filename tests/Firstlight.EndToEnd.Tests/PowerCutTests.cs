using System.Net;
using Firstlight.Edgent;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Workbench;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// Promise 7 and the device's own promise: after a power cut at any moment of the ten steps it either works or can be
/// provisioned again, and the button always leads back to the beginning.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    // From power-on to a first login takes about 3.5 s: boot, scan, access point, hand-over, switch, join, login.
    private const int JourneyMilliseconds = 4_000;

    [Fact]
    public async Task Cut_at_random_points_every_unit_ends_online_and_none_is_in_the_account_twice()
    {
        var cuts = TestMode.Times(bounded: 200, full: 2_000);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {cuts} cuts");
        var random = new Random(seed);
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Cut", Cancellation);
        await using var room = NewRoom();

        var units = new List<(Unit Unit, int Cut)>();
        for (var number = 0; number < cuts; number++)
            units.Add(
                (AddUnit(room, scratch, $"unit-{number}", template, api, cloud), random.Next(JourneyMilliseconds))
            );
        // A few dozen at once: the point is when the power goes, not how busy the machine is.
        await Parallel.ForEachAsync(
            units,
            new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = Cancellation },
            async (entry, cancellation) => await CutOnceAsync(entry.Unit, entry.Cut, template, cancellation)
        );

        var devices = (await api.AllDevicesAsync(Cancellation))
            .Select(device => device["id"]!.GetValue<long>())
            .ToHashSet();
        foreach (var (unit, cut) in units)
        {
            // A unit that had been activated just before the cut and lost its settings is provisioned again as a new one:
            // the account then holds its first record too. Never more, and the last one is online.
            unit.DeviceIds.Intersect(devices).ShouldNotBeEmpty($"{unit.Device.Id}, cut at {cut} ms");
        }

        devices
            .Except(units.SelectMany(entry => entry.Unit.DeviceIds))
            .ShouldBeEmpty("no device that nobody asked for");
    }

    [Fact]
    public async Task The_room_killed_with_all_its_devices_comes_back_whole()
    {
        var kills = TestMode.Times(bounded: 10, full: 200);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {kills} kills");
        var random = new Random(seed);
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Killed", Cancellation);
        var phone = new RoomPhone(api, cloud);
        var devices = new List<string>();

        for (var round = 0; round < kills; round++)
        {
            await using var room = await WorkbenchProcess.StartAsync(
                scratch.File("room"),
                cloud.RootCertificate,
                Cancellation
            );
            devices.Add(
                await room.AddDeviceAsync(
                    new
                    {
                        name = $"Unit {round}",
                        templateId = template,
                        templateName = "Killed",
                        behaviour = "silent",
                        tls = false,
                    },
                    Cancellation
                )
            );
            var provisioning = phone.TryProvisionAsync(room, devices[^1], Cancellation);
            await Task.Delay(
                TimeSpan.FromMilliseconds(random.Next(JourneyMilliseconds)),
                TimeProvider.System,
                Cancellation
            );
            await room.KillAsync();
            await provisioning;
        }

        await using var last = await WorkbenchProcess.StartAsync(
            scratch.File("room"),
            cloud.RootCertificate,
            Cancellation
        );
        await Parallel.ForEachAsync(
            devices,
            new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = Cancellation },
            async (device, cancellation) => await phone.SettleAsync(last, device, cancellation)
        );
    }

    [Fact]
    public async Task Reset_by_the_button_and_provisioned_again_it_is_the_same_device_with_its_data()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Moved", Cancellation);
        await using var room = NewRoom();
        var unit = AddUnit(room, scratch, "unit", template, api, cloud);
        await unit.Device.PowerOnAsync(Cancellation);
        await unit.SettleAsync(template, Cancellation);
        var id = unit.DeviceIds.Single();
        // Its login is answered before it has said what it is, and only that makes it a device.
        await Until.TrueAsync(
            async () => (await api.AllDevicesAsync(Cancellation)).Count == 1,
            "the device is in the account",
            Cancellation
        );
        await api.PutAsync($"api/v1/devices/{id}/datastreams/2", new { value = "kept" }, Cancellation);

        await unit.Device.HoldButtonAsync(TimeSpan.FromSeconds(10.5), Cancellation);
        await Until.TrueAsync(
            () => unit.Device.Mode == EdgentMode.WaitConfig && unit.Device.FindPortal() is not null,
            "factory state",
            Cancellation
        );
        (await api.GetAsync($"api/v1/devices/{id}", Cancellation))["id"]!
            .GetValue<long>()
            .ShouldBe(id, "the cloud keeps the device");

        await Until.TrueAsync(() => unit.TryProvisionAsync(template, id, Cancellation), "the hand-over", Cancellation);
        await Until.TrueAsync(() => unit.Device.Mode == EdgentMode.Running, "online again", Cancellation);
        unit.DeviceIds.ShouldBe([id]);
        (await api.AllDevicesAsync(Cancellation)).Count.ShouldBe(1);
        var values = await api.GetAsync($"api/v1/devices/{id}/datastreams", Cancellation);
        values.AsArray().Single(value => value!["pin"]!.GetValue<int>() == 2)!["value"]!
            .GetValue<string>()
            .ShouldBe("kept");
    }

    private static async Task CutOnceAsync(Unit unit, int cut, string template, CancellationToken cancellation)
    {
        await unit.Device.PowerOnAsync(cancellation);
        using var journey = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var phone = JourneyAsync(unit, template, journey.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(cut), TimeProvider.System, cancellation);
        await unit.Device.PowerOffAsync(cancellation);
        await journey.CancelAsync();
        await phone;

        await unit.Device.PowerOnAsync(cancellation);
        await unit.SettleAsync(template, cancellation);
    }

    private static async Task JourneyAsync(Unit unit, string template, CancellationToken cancellation)
    {
        try
        {
            await Until.TrueAsync(() => unit.Device.FindPortal() is not null, "the access point is up", cancellation);
            await unit.TryProvisionAsync(template, reprovision: null, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The device went dark under the phone's hands.
        }
    }

    private static Room NewRoom()
    {
        var room = new Room(new RoomOptions { Entropy = new SystemEntropy(), Wire = new TcpCloudConnector(null) });
        room.Air.TryAdd(
            new Network
            {
                Ssid = "Home",
                Password = "firstlight-wifi",
                Security = "WPA2",
            }
        );
        return room;
    }

    private static Unit AddUnit(
        Room room,
        Scratch scratch,
        string name,
        string template,
        RestClient api,
        CloudProcess cloud
    )
    {
        var model = new DeviceModel
        {
            Name = name,
            TemplateId = template,
            TemplateName = "Cut",
            Behaviour = DeviceBehaviour.Silent,
        };
        return new Unit(room.Add(name, model, SlotFile.StoreIn(scratch.File($"flash/{name}")))!, api, cloud);
    }
}
