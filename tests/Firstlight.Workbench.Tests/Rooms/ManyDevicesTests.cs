using Firstlight.Edgent;
using Firstlight.Workbench.Tests.Peers;

namespace Firstlight.Workbench.Tests.Rooms;

/// <summary>Alone, because it weighs the whole process.</summary>
[Collection(nameof(ManyDevicesTests))]
[CollectionDefinition(nameof(ManyDevicesTests), DisableParallelization = true)]
public sealed class ManyDevicesTests(ITestOutputHelper output)
{
    private const int DevicesCount = 1_000;

    // Ten thousand devices shall fit beside a cloud on a small machine.
    private const long BytesPerDeviceMax = 60_000;

    [Fact]
    public async Task A_thousand_devices_wait_in_one_process()
    {
        await using var room = new Room(
            new RoomOptions
            {
                Entropy = new SystemEntropy(),
                Wire = new TcpCloudConnector(),
                Air = AirTimings.None,
            }
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var number = 0; number < DevicesCount; number++)
        {
            var device = room.Add($"dev-{number}", Bench.Thermostat, new MemoryFlash()).ShouldNotBeNull();
            await device.PowerOnAsync(TestContext.Current.CancellationToken);
        }

        await Bench.UntilAsync(() => room.Devices.All(device => device.AccessPointSsid is not null));
        var bytesPerDevice = (GC.GetTotalMemory(forceFullCollection: true) - before) / DevicesCount;
        output.WriteLine($"{bytesPerDevice:N0} bytes per waiting device");
        bytesPerDevice.ShouldBeLessThan(BytesPerDeviceMax);
        room.Devices.Select(device => device.AccessPointSsid)
            .Distinct()
            .Count()
            .ShouldBeGreaterThan(DevicesCount * 9 / 10);
    }
}
