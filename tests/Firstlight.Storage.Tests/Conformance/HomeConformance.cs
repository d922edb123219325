using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class HomeConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly VirtualPin Pin = new(4);

    private IHomeStore Homes => Storage.Get<IHomeStore>();

    private INodeStore Nodes => Storage.Get<INodeStore>();

    [Fact]
    public async Task The_last_node_that_takes_a_device_has_it()
    {
        var (north, south, device) = await ThreeAsync();
        (await Homes.FindAsync(device, None)).ShouldBeNull();

        (await Homes.TakeAsync(device, north, None)).ShouldBe(new HomeTaken(1, null));
        (await Homes.TakeAsync(device, south, None)).ShouldBe(new HomeTaken(2, north));
        (await Homes.TakeAsync(device, north, None)).ShouldBe(new HomeTaken(3, south));

        (await Homes.FindAsync(device, None)).ShouldBe(new Home(north, 3));
    }

    [Fact]
    public async Task A_node_that_takes_what_it_has_changes_nothing()
    {
        var (north, _, device) = await ThreeAsync();
        await Homes.TakeAsync(device, north, None);
        (await Homes.TakeAsync(device, north, None)).ShouldBe(new HomeTaken(1, null));
    }

    [Fact]
    public async Task Who_leaves_is_gone_and_who_was_replaced_cannot_leave()
    {
        var (north, south, device) = await ThreeAsync();
        await Homes.TakeAsync(device, north, None);
        await Homes.TakeAsync(device, south, None);

        (await Homes.LeaveAsync(device, new Home(north, 1), None)).ShouldBeFalse();
        (await Homes.FindAsync(device, None)).ShouldBe(new Home(south, 2));
        (await Homes.LeaveAsync(device, new Home(south, 2), None)).ShouldBeTrue();
        (await Homes.FindAsync(device, None)).ShouldBeNull();
        (await Homes.TakeAsync(device, south, None)).ShouldBe(new HomeTaken(3, null), "no epoch is used twice");
    }

    [Fact]
    public async Task Who_takes_a_device_is_told_whether_it_is_online_as_people_know_it()
    {
        var (north, south) = (await Nodes.RegisterAsync("north", None), await Nodes.RegisterAsync("south", None));
        var offline = await StoreAnyDeviceAsync();
        var online = (await StoreDeviceAsync(one => one with { Online = true, LastSeenAt = Sample.Now })).Id;

        await Homes.TakeAsync(offline, north, None);
        (await Homes.TakeAsync(offline, south, None)).ShouldBe(new HomeTaken(2, north, WasOnline: false));
        await Homes.TakeAsync(online, north, None);
        (await Homes.TakeAsync(online, north, None)).ShouldBe(new HomeTaken(1, null, WasOnline: false), "no change");
        (await Homes.TakeAsync(online, south, None)).ShouldBe(new HomeTaken(2, north, WasOnline: true));
    }

    [Fact]
    public async Task A_device_that_is_not_there_has_no_home()
    {
        var north = await Nodes.RegisterAsync("north", None);
        (await Homes.TakeAsync(new DeviceId(9_999), north, None)).ShouldBeNull();
        var device = await StoreAnyDeviceAsync();
        await Homes.TakeAsync(device, north, None);
        await Storage.Devices.DeleteAsync(device, None);
        (await Homes.FindAsync(device, None)).ShouldBeNull();
        (await Homes.TakeAsync(device, north, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_at_once_one_has_it_and_each_of_the_others_is_named_once()
    {
        var device = await StoreAnyDeviceAsync();
        var nodes = new List<NodeId>();
        for (var number = 0; number < 20; number++)
            nodes.Add(await Nodes.RegisterAsync($"node {number}", None));

        var taken = await Task.WhenAll(nodes.Select(node => Homes.TakeAsync(device, node, None)));

        taken.Select(one => one!.Value.Epoch).Order().ShouldBe(Enumerable.Range(1, 20).Select(epoch => (long)epoch));
        var home = (await Homes.FindAsync(device, None))!.Value;
        home.Epoch.ShouldBe(20);
        taken
            .Select(one => one!.Value.Before)
            .Where(before => before is not null)
            .Select(before => before!.Value)
            .ShouldBe(nodes.Where(node => node != home.Node), ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_device_left_behind_is_not_written_and_the_rest_of_the_batch_is()
    {
        var (north, south, moved) = await ThreeAsync();
        var stays = (await StoreDeviceAsync()).Id;
        await Homes.TakeAsync(moved, north, None);
        await Homes.TakeAsync(stays, north, None);
        await Homes.TakeAsync(moved, south, None);
        var batch = Sample.Batch(
            values: [Value(moved, "old"), Value(stays, "good")],
            properties: [new PropertyRecord(moved, Pin, "color", "red")],
            presence: [new PresenceRecord(moved, true, Sample.Now, Connected: true)],
            events: [new EventRecord(moved, "hot", null, Sample.Now)],
            resolved: [new ResolveRecord(moved, "hot", All: true, Sample.Now)]
        );

        var stale = await Homes.AppendAsync(batch, Fence(north, (moved, 1), (stays, 1)), None);

        stale.ShouldBe([moved]);
        (await Storage.Fleet.ReadTwinAsync(stays, None)).ShouldHaveSingleItem().Value.ShouldBe("good");
        (await Storage.Fleet.ReadTwinAsync(moved, None)).ShouldBeEmpty();
        (await Storage.Fleet.ReadEventsAsync(moved, null, 10, None)).ShouldBeEmpty();
        (await Storage.Devices.FindAsync(moved, None))!.Online.ShouldBeFalse();
    }

    [Fact]
    public async Task A_device_that_came_back_is_fenced_from_what_was_said_before_it_went()
    {
        var (north, south, device) = await ThreeAsync();
        await Homes.TakeAsync(device, north, None);
        await Homes.TakeAsync(device, south, None);
        await Homes.TakeAsync(device, north, None);

        (await AppendAsync(north, device, 1, "of the first stay")).ShouldBe([device]);
        (await AppendAsync(north, device, 3, "now")).ShouldBeEmpty();
        (await AppendAsync(south, device, 3, "of another node")).ShouldBe([device]);
        var unnamed = Sample.Batch(values: [Value(device, "of no epoch")]);
        (await Homes.AppendAsync(unnamed, Fence(north), None)).ShouldBe([device]);

        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldHaveSingleItem().Value.ShouldBe("now");
    }

    [Fact]
    public async Task A_batch_of_many_devices_is_asked_about_in_whole()
    {
        var (north, south, first) = await ThreeAsync();
        var devices = new List<DeviceId> { first };
        while (devices.Count < 250)
            devices.Add((await StoreDeviceAsync()).Id);
        foreach (var device in devices)
            await Homes.TakeAsync(device, north, None);
        var moved = devices.Where((_, index) => index % 3 == 0).ToList();
        foreach (var device in moved)
            await Homes.TakeAsync(device, south, None);

        var batch = Sample.Batch(values: [.. devices.Select(device => Value(device, "1"))]);
        var stale = await Homes.AppendAsync(batch, Fence(north, [.. devices.Select(device => (device, 1L))]), None);

        stale.ShouldBe(moved, ignoreOrder: true);
    }

    [Fact]
    public async Task A_node_that_was_declared_gone_writes_nothing_and_takes_nothing()
    {
        var (north, _, device) = await ThreeAsync();
        await Homes.TakeAsync(device, north, None);
        await Nodes.DeclareGoneAsync(north, 0, None);

        await Should.ThrowAsync<StorageUnavailableException>(() => AppendAsync(north, device, 1, "late"));
        await Should.ThrowAsync<StorageUnavailableException>(() => Homes.TakeAsync(device, north, None));
        await Should.ThrowAsync<StorageUnavailableException>(() => Homes.AdoptAsync(north, 10, None));
        (await Storage.Fleet.ReadTwinAsync(device, None)).ShouldBeEmpty();
        (await Homes.FindAsync(device, None)).ShouldBeNull();
    }

    [Fact]
    public async Task Devices_of_a_node_that_is_gone_are_adopted_by_one_each()
    {
        var (north, south, offline) = await ThreeAsync();
        var east = await Nodes.RegisterAsync("east", None);
        await Homes.TakeAsync(offline, north, None);
        var online = new List<DeviceId>();
        for (var number = 0; number < 30; number++)
        {
            var device = (await StoreDeviceAsync(one => one with { Online = true, LastSeenAt = Sample.Now })).Id;
            await Homes.TakeAsync(device, north, None);
            online.Add(device);
        }

        (await Homes.AdoptAsync(south, 10, None)).ShouldBeEmpty("its node lives");
        await Nodes.DeclareGoneAsync(north, 0, None);
        await Homes.TakeAsync(online[0], east, None);
        var adopted = (
            await Task.WhenAll(
                Enumerable.Range(0, 10).Select(number => Homes.AdoptAsync(number % 2 == 0 ? south : east, 7, None))
            )
        )
            .SelectMany(some => some)
            .ToList();

        adopted
            .Select(one => one.Device)
            .Order(Comparer<DeviceId>.Create((a, b) => a.Value.CompareTo(b.Value)))
            .ShouldBe(online.Skip(1));
        adopted.ShouldAllBe(one => one.Epoch == 2 && one.LastSeenAt == Sample.Now);
        (await AppendAsync(south, adopted[0].Device, 2, "1")).Count.ShouldBe(
            (await Homes.FindAsync(adopted[0].Device, None))!.Value.Node == south ? 0 : 1
        );
    }

    private async Task<(NodeId North, NodeId South, DeviceId Device)> ThreeAsync() =>
        (
            await Nodes.RegisterAsync("north", None),
            await Nodes.RegisterAsync("south", None),
            await StoreAnyDeviceAsync()
        );

    private async Task<DeviceId> StoreAnyDeviceAsync()
    {
        await StoreTemplateAsync();
        return (await StoreDeviceAsync()).Id;
    }

    private Task<IReadOnlyCollection<DeviceId>> AppendAsync(NodeId node, DeviceId device, long epoch, string value) =>
        Homes.AppendAsync(Sample.Batch(values: [Value(device, value)]), Fence(node, (device, epoch)), None);

    private static HomeFence Fence(NodeId node, params (DeviceId Device, long Epoch)[] devices) =>
        new(node, devices.ToDictionary(one => one.Device, one => one.Epoch));

    private static ValueRecord Value(DeviceId device, string value) =>
        new(device, Pin, value, Sample.Now, IsLatest: true);
}
