using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class FleetStoreConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly VirtualPin Pin = new(4);
    private static readonly DateTimeOffset Later = Sample.Now.AddSeconds(1);

    [Fact]
    public async Task The_twin_holds_the_latest_value_of_each_pin()
    {
        var device = await StoreAnyDeviceAsync();
        await AppendAsync(
            Value(device, "1", Sample.Now),
            Value(device, "2", Later),
            Value(device, "x", Later, pin: 255)
        );
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldBe([
            new TwinValue(Pin, "2", Later),
            new TwinValue(new VirtualPin(255), "x", Later),
        ]);
    }

    [Fact]
    public async Task The_value_that_the_fleet_calls_the_latest_is_kept_whatever_its_time()
    {
        var device = await StoreAnyDeviceAsync();
        await AppendAsync(Value(device, "first", Later));
        await AppendAsync(Value(device, "after the clock was set back", Sample.Now));
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldBe([
            new TwinValue(Pin, "after the clock was set back", Sample.Now),
        ]);
    }

    [Fact]
    public async Task Of_several_in_one_batch_the_last_is_what_the_pin_holds()
    {
        var device = await StoreAnyDeviceAsync();
        var mode = new VirtualPin(255);
        await AppendAsync(Value(device, "1", Later) with { Pin = mode });
        await AppendAsync(
            Value(device, "1", Sample.Now),
            Value(device, "imported", Sample.Now) with
            {
                IsLatest = false,
            },
            Value(device, "", Sample.Now) with
            {
                IsLatest = false,
                IsErased = true,
            },
            Value(device, "2", Later),
            Value(device, "imported", Later) with
            {
                IsLatest = false,
            },
            Value(device, "2", Later) with
            {
                Pin = mode,
            },
            Value(device, "", Later) with
            {
                Pin = mode,
                IsLatest = false,
                IsErased = true,
            }
        );
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldBe([new TwinValue(Pin, "2", Later)]);
    }

    [Fact]
    public async Task An_imported_point_is_history_only()
    {
        var device = await StoreAnyDeviceAsync();
        await AppendAsync(Value(device, "1", Sample.Now) with { IsLatest = false });
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldBeEmpty();
        var everything = await Storage.Fleet.ReadHistoryAsync(device, Pin, Sample.Now, Later, null, 10, None);
        everything.ShouldHaveSingleItem().Point.ShouldBe(new HistoryPoint(Sample.Now, "1"));
    }

    [Fact]
    public async Task Presence_keeps_the_first_connection_and_the_last_life_sign()
    {
        var device = await StoreAnyDeviceAsync();
        await AppendPresenceAsync(new PresenceRecord(device, true, Sample.Now, Connected: false));
        (await Storage.Devices.FindAsync(device, None))!.FirstConnectedAt.ShouldBeNull();

        await AppendPresenceAsync(
            new PresenceRecord(device, true, Sample.Now.AddSeconds(1), Connected: true),
            new PresenceRecord(device, false, Sample.Now.AddSeconds(9), Connected: false),
            new PresenceRecord(device, true, Sample.Now.AddSeconds(5), Connected: true)
        );

        var stored = await Storage.Devices.FindAsync(device, None);
        stored!.FirstConnectedAt.ShouldBe(Sample.Now.AddSeconds(1));
        stored.LastSeenAt.ShouldBe(Sample.Now.AddSeconds(9));
        stored.Online.ShouldBeTrue();
    }

    [Fact]
    public async Task An_erased_value_is_gone_from_the_twin_its_history_stays_and_a_later_one_counts()
    {
        var device = await StoreAnyDeviceAsync();
        var erased = new ValueRecord(device, Pin, "", Sample.Now.AddSeconds(1), IsLatest: false)
        {
            IsErased = true,
            Keeping = PointKeeping.Nothing,
        };
        await Storage.Fleet.AppendAsync(Sample.Batch(values: [Value(device, "1", Sample.Now), erased]), None);

        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldBeEmpty();
        var history = await Storage.Fleet.ReadHistoryAsync(device, Pin, Sample.Now, Later, null, 10, None);
        history.ShouldHaveSingleItem().Point.Value.ShouldBe("1");

        var later = Value(device, "2", Sample.Now.AddSeconds(2));
        await Storage.Fleet.AppendAsync(Sample.Batch(values: [erased, later]), None);
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldHaveSingleItem().Value.ShouldBe("2");
    }

    [Fact]
    public async Task A_property_that_is_taken_away_twice_was_taken_away()
    {
        var device = await StoreAnyDeviceAsync();
        var set = new PropertyRecord(device, Pin, "color", "red");
        var erased = set with { Value = null };

        await Storage.Fleet.AppendAsync(Sample.Batch(properties: [set, erased, erased, set]), None);
    }

    [Fact]
    public async Task Records_of_devices_that_are_gone_are_dropped_and_the_others_stored()
    {
        var device = await StoreAnyDeviceAsync();
        var gone = new DeviceId(9_999);
        await Storage.Fleet.AppendAsync(
            Sample.Batch(
                values: [Value(gone, "1", Sample.Now), Value(device, "2", Sample.Now)],
                properties: [new PropertyRecord(gone, Pin, "color", "red")],
                presence: [new PresenceRecord(gone, true, Sample.Now, Connected: true)],
                events:
                [
                    new EventRecord(gone, "hot", null, Sample.Now),
                    new EventRecord(device, "hot", null, Sample.Now),
                ],
                resolved: [new ResolveRecord(gone, "hot", All: true, Sample.Now)]
            ),
            None
        );

        (await Storage.Fleet.ReadTwinAsync(device, None)).Count.ShouldBe(1);
        (await Storage.Fleet.ReadEventsAsync(device, null, 10, None)).Count.ShouldBe(1);
        (await Storage.Fleet.ReadTwinAsync(gone, None)).ShouldBeEmpty();
        (await Storage.Fleet.ReadEventsAsync(gone, null, 10, None)).ShouldBeEmpty();
        (await Storage.Fleet.ReadHistoryAsync(gone, Pin, Sample.Now, Later, null, 10, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_batch_is_nothing_to_do() => await Storage.Fleet.AppendAsync(Sample.Batch(), None);

    [Fact]
    public async Task Events_read_newest_first_page_by_page()
    {
        var device = await StoreAnyDeviceAsync();
        await AppendEventsAsync(device, "a", "b", "c");

        var firstPage = await Storage.Fleet.ReadEventsAsync(device, null, 2, None);
        firstPage.Select(e => e.Code).ShouldBe(["c", "b", "a"]);
        firstPage[0].Description.ShouldBe("about c");
        firstPage[0].At.ShouldBe(Sample.Now);
        firstPage[0].ResolvedAt.ShouldBeNull();
        var secondPage = await Storage.Fleet.ReadEventsAsync(device, firstPage[1].Id, 2, None);
        secondPage.Select(e => e.Code).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Resolving_settles_the_newest_event_of_a_code_or_all()
    {
        var device = await StoreAnyDeviceAsync();
        await AppendEventsAsync(device, "hot", "hot", "cold");

        await ResolveAsync(new ResolveRecord(device, "hot", All: false, Later));
        (await ResolvedAsync(device)).ShouldBe([null, Later, null]);

        await ResolveAsync(new ResolveRecord(device, "hot", All: true, Later.AddSeconds(1)));
        (await ResolvedAsync(device)).ShouldBe([null, Later, Later.AddSeconds(1)]);
    }

    [Fact]
    public async Task Resolving_does_not_settle_an_event_that_came_after_it()
    {
        var device = await StoreAnyDeviceAsync();
        await Storage.Fleet.AppendAsync(
            Sample.Batch(
                events: [new EventRecord(device, "hot", null, Later)],
                resolved: [new ResolveRecord(device, "hot", All: true, Sample.Now)]
            ),
            None
        );
        (await ResolvedAsync(device)).ShouldBe([null]);
    }

    [Fact]
    public async Task At_start_every_device_becomes_offline_and_those_that_were_online_say_so()
    {
        await StoreTemplateAsync();
        var online = await StoreDeviceAsync(device => device with { Online = true });
        var offline = await StoreDeviceAsync();

        (await Storage.Fleet.MarkAllOfflineAsync(Later, None)).ShouldBe(1);

        (await Storage.Devices.FindAsync(online.Id, None))!.Online.ShouldBeFalse();
        var events = await Storage.Fleet.ReadEventsAsync(online.Id, null, 10, None);
        var said = events.ShouldHaveSingleItem();
        said.Code.ShouldBe("offline");
        said.At.ShouldBe(Later);
        (await Storage.Fleet.ReadEventsAsync(offline.Id, null, 10, None)).ShouldBeEmpty();
        (await Storage.Fleet.MarkAllOfflineAsync(Later, None)).ShouldBe(0);
    }

    private async Task<DeviceId> StoreAnyDeviceAsync()
    {
        await StoreTemplateAsync();
        return (await StoreDeviceAsync()).Id;
    }

    private static ValueRecord Value(DeviceId device, string value, DateTimeOffset at, byte pin = 4) =>
        new(device, new VirtualPin(pin), value, at, IsLatest: true);

    private Task AppendAsync(params ValueRecord[] values) =>
        Storage.Fleet.AppendAsync(Sample.Batch(values: values), None);

    private Task AppendPresenceAsync(params PresenceRecord[] presence) =>
        Storage.Fleet.AppendAsync(Sample.Batch(presence: presence), None);

    private Task AppendEventsAsync(DeviceId device, params string[] codes) =>
        Storage.Fleet.AppendAsync(
            Sample.Batch(events: [.. codes.Select(code => new EventRecord(device, code, $"about {code}", Sample.Now))]),
            None
        );

    private Task ResolveAsync(ResolveRecord resolve) =>
        Storage.Fleet.AppendAsync(Sample.Batch(resolved: [resolve]), None);

    private async Task<IReadOnlyList<DateTimeOffset?>> ResolvedAsync(DeviceId device) =>
        [.. (await Storage.Fleet.ReadEventsAsync(device, null, 10, None)).Select(e => e.ResolvedAt)];
}
