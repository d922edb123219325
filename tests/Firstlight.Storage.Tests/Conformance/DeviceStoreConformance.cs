using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class DeviceStoreConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly VirtualPin Pin = new(4);

    [Fact]
    public async Task A_device_comes_back_as_stored()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device =>
            device with
            {
                Hardware = Sample.Hardware(),
                FirstConnectedAt = Sample.Now.AddMinutes(1),
                LastSeenAt = Sample.Now.AddMinutes(2),
                Online = true,
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["Room"] = "Küche", ["room"] = "" },
                Place = new DevicePlace(-49.839_683_1, 24.029_717, "Київ, Майдан", "Europe/Kyiv"),
            }
        );
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(device);
    }

    [Fact]
    public async Task A_bare_device_comes_back_bare()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device => device with { Owner = null, ActivatedAt = null });
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(device);
    }

    [Fact]
    public async Task An_unknown_device_is_null_and_changing_it_changes_nothing()
    {
        var unknown = new DeviceId(99);
        await Storage.Devices.RenameAsync(unknown, "x", None);
        await Storage.Devices.SetMetadataAsync(unknown, "x", "y", None);
        await Storage.Devices.SetHardwareAsync(unknown, Sample.Hardware(), None);
        (await Storage.Devices.FindAsync(unknown, None)).ShouldBeNull();
        (await Storage.Devices.DeleteAsync(unknown, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Changes_touch_what_they_name_and_nothing_else()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        var neighbour = await StoreDeviceAsync();

        await Storage.Devices.RenameAsync(device.Id, "Hall", None);
        await Storage.Devices.SetMetadataAsync(device.Id, "Room", "Hall", None);
        await Storage.Devices.SetMetadataAsync(device.Id, "Floor", "1", None);
        await Storage.Devices.SetMetadataAsync(device.Id, "Room", "Attic", None);
        await Storage.Devices.SetHardwareAsync(device.Id, Sample.Hardware("2.0.0"), None);
        await Storage.Devices.SetPlaceAsync(device.Id, new DevicePlace(1.5, -2, null, null), None);

        var expected = device with
        {
            Name = "Hall",
            Hardware = Sample.Hardware("2.0.0"),
            Place = new DevicePlace(1.5, -2, null, null),
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["Room"] = "Attic", ["Floor"] = "1" },
        };
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(expected);
        (await Storage.Devices.FindAsync(neighbour.Id, None)).ShouldHold(neighbour);

        await Storage.Devices.SetPlaceAsync(device.Id, place: null, None);
        (await Storage.Devices.FindAsync(device.Id, None)).ShouldHold(expected with { Place = null });
    }

    [Fact]
    public async Task Metadata_set_at_once_by_many_is_all_there()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(n => Storage.Devices.SetMetadataAsync(device.Id, $"field {n}", $"{n}", None))
        );
        (await Storage.Devices.FindAsync(device.Id, None))!.Metadata.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_deleted_device_leaves_nothing_and_its_neighbour_everything()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        var neighbour = await StoreDeviceAsync();
        await Storage.Fleet.AppendAsync(EverythingOf(device.Id, neighbour.Id), None);

        (await Storage.Devices.DeleteAsync(device.Id, None)).ShouldBeTrue();

        (await Storage.Devices.FindAsync(device.Id, None)).ShouldBeNull();
        (await Storage.Activation.FindActiveTokenAsync(device.Id, None)).ShouldBeNull();
        (await Storage.Fleet.ReadTwinAsync(device.Id, None)).ShouldBeEmpty();
        (await HistoryOfAsync(device.Id)).ShouldBeEmpty();
        (await Storage.Fleet.ReadEventsAsync(device.Id, null, 10, None)).ShouldBeEmpty();
        (await Storage.Devices.DeleteAsync(device.Id, None)).ShouldBeFalse();

        (await Storage.Activation.FindActiveTokenAsync(neighbour.Id, None)).ShouldNotBeNull();
        (await Storage.Fleet.ReadTwinAsync(neighbour.Id, None)).Count.ShouldBe(1);
        (await HistoryOfAsync(neighbour.Id)).Count.ShouldBe(1);
        (await Storage.Fleet.ReadEventsAsync(neighbour.Id, null, 10, None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_device_with_a_long_history_is_deleted_whole()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        var points = Enumerable
            .Range(0, 10_001)
            .Select(n => new ValueRecord(device.Id, Pin, $"{n}", Sample.Now.AddSeconds(n), IsLatest: false));
        await Storage.Fleet.AppendAsync(Sample.Batch(values: [.. points]), None);

        (await Storage.Devices.DeleteAsync(device.Id, None)).ShouldBeTrue();
        (await HistoryOfAsync(device.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_id_is_not_used_again_after_its_device_was_deleted()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync();
        await Storage.Devices.DeleteAsync(device.Id, None);
        await Storage.RestartAsync();
        (await StoreDeviceAsync()).Id.Value.ShouldBeGreaterThan(device.Id.Value);
    }

    private static FleetBatch EverythingOf(params DeviceId[] devices) =>
        Sample.Batch(
            values: [.. devices.Select(id => new ValueRecord(id, Pin, "1", Sample.Now, IsLatest: true))],
            properties: [.. devices.Select(id => new PropertyRecord(id, Pin, "color", "#ff0000"))],
            events: [.. devices.Select(id => new EventRecord(id, "hot", "too hot", Sample.Now))]
        );

    private Task<IReadOnlyList<(long Id, HistoryPoint Point)>> HistoryOfAsync(DeviceId id) =>
        Storage.Fleet.ReadHistoryAsync(id, Pin, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null, 10, None);
}
