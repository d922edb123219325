using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests.Updates;

/// <summary>A connected device of version 1.0.0 to which 2.0.0 was shipped.</summary>
internal sealed class ShippedDevice : IAsyncDisposable
{
    private readonly AuthToken _token;
    private readonly List<IDeviceSession> _sessions = [];

    private ShippedDevice(TestFleet fleet, bool takes)
    {
        Fleet = fleet;
        (Device, _token) = fleet.AddDevice();
        Link = new FakeLink { Takes = takes };
    }

    public TestFleet Fleet { get; }

    public DeviceId Device { get; }

    /// <summary>Its first connection.</summary>
    public FakeLink Link { get; }

    public DeviceUpdate Update => Fleet.Shipments[Device].Update;

    public static async Task<ShippedDevice> StartAsync(UserId? owner = null, bool takes = true)
    {
        var shipped = new ShippedDevice(await TestFleet.StartAsync(), takes);
        shipped.Fleet.Ship(shipped.Device, owner);
        await shipped.ConnectAsync(shipped.Link, "1.0.0");
        return shipped;
    }

    /// <summary>Time goes on until it was told of the update.</summary>
    public Task IsToldAsync() => Fleet.AdvanceUntil(() => !Link.Received.IsEmpty);

    /// <summary>Connects again, as this version.</summary>
    public Task ReturnsAsync(string version) => ConnectAsync(new FakeLink(), version);

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
            await session.DisposeAsync();
        await Fleet.DisposeAsync();
    }

    private async Task ConnectAsync(FakeLink link, string version)
    {
        var session = await Fleet.ConnectAsync(_token, link);
        _sessions.Add(session);
        Fleet.Time.Advance(TimeSpan.FromSeconds(1));
        await Fleet.ReportAsync(session, version);
    }
}

internal static class Shipping
{
    /// <summary>Version 2.0.0 is due for this device.</summary>
    public static void Ship(this TestFleet fleet, DeviceId device, UserId? owner = null)
    {
        var now = fleet.Time.GetUtcNow();
        var id = new ShipmentId(1);
        fleet.Shipments.Add(
            new DueUpdate(
                new DeviceUpdate(id, device, UpdateState.Waiting, null, 0, null, now, null),
                new Shipment(
                    id,
                    OrganisationId.Root,
                    fleet.Template.Id,
                    new FirmwareId(1),
                    "Spring",
                    3,
                    TimeSpan.FromHours(24),
                    ShipmentState.Running,
                    default,
                    now,
                    null
                ),
                new FirmwareFile(
                    new FirmwareId(1),
                    OrganisationId.Root,
                    fleet.Template.Id,
                    "f.bin",
                    "name",
                    5,
                    "",
                    "",
                    fleet.Template.Id.Value,
                    "2.0.0",
                    null,
                    default,
                    now
                ),
                new HardwareReport { FirmwareVersion = "1.0.0" }
            )
            {
                Owner = owner,
            }
        );
    }

    public static async Task ReportAsync(this TestFleet fleet, IDeviceSession session, string version) =>
        (await session.ReportAsync(fleet.Report(version), TestContext.Current.CancellationToken)).ShouldBe(
            ReportResult.Ready
        );
}
