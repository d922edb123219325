using Firstlight.Core;

namespace Firstlight.Devices.Tests;

/// <summary>The clock that a device lives by: place, metadata, organisation, UTC, each beaten by the one before it.</summary>
public sealed class DeviceZonesTests : IOrganisationZones, IAsyncLifetime
{
    private readonly CatalogUnderTest _templates = new();
    private DeviceZones _zones = null!;
    private Template _kettle = null!;
    private string? _ofOrganisation;

    public async ValueTask InitializeAsync()
    {
        await _templates.LoadAsync();
        _kettle = await _templates.MakeAsync("Kettle");
        _zones = new DeviceZones(_templates.Catalog, this);
    }

    public ValueTask DisposeAsync()
    {
        _templates.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("Asia/Tokyo", "Asia/Kolkata", "Europe/Kyiv", "Asia/Tokyo")]
    [InlineData(null, "Asia/Kolkata", "Europe/Kyiv", "Asia/Kolkata")]
    [InlineData(null, " Asia/Kolkata ", null, "Asia/Kolkata")]
    [InlineData(null, null, "Europe/Kyiv", "Europe/Kyiv")]
    [InlineData(null, "", "Europe/Kyiv", "Europe/Kyiv")]
    [InlineData(null, null, null, "UTC")]
    [InlineData("Mars/Base", "Mars/Base", "Europe/Kyiv", "Europe/Kyiv")]
    [InlineData(null, "../../etc/passwd", null, "UTC")]
    public async Task The_nearest_zone_that_the_machine_knows_holds(
        string? place,
        string? metadata,
        string? organisation,
        string zone
    )
    {
        _ofOrganisation = organisation;
        var device = Device(metadata) with { Place = new DevicePlace(0, 0, null, place) };

        (await _zones.OfAsync(device, default)).Id.ShouldBe(zone);
    }

    [Fact]
    public async Task A_device_without_a_place_asks_on()
    {
        _ofOrganisation = "Europe/Kyiv";

        (await _zones.OfAsync(Device(metadata: null), default)).Id.ShouldBe("Europe/Kyiv");
    }

    ValueTask<TimeZoneInfo?> IOrganisationZones.FindAsync(
        OrganisationId organisation,
        CancellationToken cancellation
    ) => ValueTask.FromResult(ZoneName.Find(_ofOrganisation));

    private Device Device(string? metadata) =>
        new(
            new DeviceId(1),
            OrganisationId.Root,
            Owner: null,
            _kettle.Id,
            "Kettle",
            ActivationMethod.Manual,
            DateTimeOffset.UnixEpoch,
            ActivatedAt: null,
            FirstConnectedAt: null,
            LastSeenAt: null,
            Online: false,
            Hardware: null,
            metadata is null ? new Dictionary<string, string>() : new() { ["Time Zone"] = metadata }
        );
}
