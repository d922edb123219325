using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>The list of devices: its orders, its filters and its count say the same.</summary>
public abstract class DeviceListConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly DeviceQuery All = new(null, null, null, null, 100);

    [Theory]
    [InlineData(DeviceOrder.Oldest, "b", "a", "B", "ä", "a")]
    [InlineData(DeviceOrder.Newest, "a", "ä", "B", "a", "b")]
    [InlineData(DeviceOrder.Name, "a", "a", "b", "B", "ä")]
    [InlineData(DeviceOrder.NameBackwards, "ä", "B", "b", "a", "a")]
    public async Task Every_order_goes_through_all_devices_page_by_page(DeviceOrder order, params string[] expected)
    {
        await StoreTemplateAsync();
        foreach (var name in (string[])["b", "a", "B", "ä", "a"])
            await StoreDeviceAsync(device => device with { Name = name });

        for (var limit = 1; limit <= 5; limit++)
            (await PagesAsync(All with { Order = order, Limit = limit })).ShouldBe(expected);
    }

    [Theory]
    [InlineData(DeviceOrder.Oldest)]
    [InlineData(DeviceOrder.NameBackwards)]
    public async Task Passing_over_devices_leads_to_the_same_place(DeviceOrder order)
    {
        await StoreTemplateAsync();
        for (var number = 0; number < 9; number++)
            await StoreDeviceAsync(device => device with { Name = $"Device {device.Id.Value % 3}" });
        var all = await ListAsync(All with { Order = order });

        await ExpectIdsAsync(All with { Order = order, Skip = 4, Limit = 2 }, null, all.Skip(4).Take(3));
        var behind = new DevicePosition(all[2].Id, all[2].Name);
        await ExpectIdsAsync(All with { Order = order, Skip = 3 }, behind, all.Skip(6));
    }

    [Fact]
    public async Task A_renamed_device_moves_to_its_place()
    {
        await StoreTemplateAsync();
        var first = await StoreDeviceAsync(device => device with { Name = "a" });
        var second = await StoreDeviceAsync(device => device with { Name = "b" });

        await Storage.Devices.RenameAsync(first.Id, "C", None);

        (await ListAsync(All with { Order = DeviceOrder.Name }))
            .Select(device => device.Id)
            .ShouldBe([second.Id, first.Id]);
    }

    [Fact]
    public async Task Owner_and_status_narrow_the_list_and_the_count_alike()
    {
        await StoreTemplateAsync();
        var online = await StoreDeviceAsync(device => device with { Online = true, FirstConnectedAt = Sample.Now });
        var offline = await StoreDeviceAsync(device => device with { FirstConnectedAt = Sample.Now });
        var unseen = await StoreDeviceAsync(device => device with { Owner = new UserId(8) });

        await ExpectAsync(All, online, offline, unseen);
        await ExpectAsync(All with { Status = DeviceStatus.Online }, online);
        await ExpectAsync(All with { Status = DeviceStatus.Offline }, offline);
        await ExpectAsync(All with { Status = DeviceStatus.NeverConnected }, unseen);
        await ExpectAsync(All with { Owner = new UserId(7) }, online, offline);
        await ExpectAsync(All with { Owner = new UserId(8), Status = DeviceStatus.Online });
        await ExpectAsync(All with { Search = "thermostat", Owner = new UserId(8) }, unseen);
        (await Storage.Devices.CountAsync(new OrganisationId(2), All, None)).ShouldBe(0);
        (
            await Storage.Devices.CountAsync(OrganisationId.Root, All with { Search = new string('x', 1_001) }, None)
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_device_is_found_by_the_end_of_its_present_token_only()
    {
        await StoreTemplateAsync();
        var found = await StoreWithTailAsync("aB3_", TokenState.Active);
        await StoreWithTailAsync("AB3_", TokenState.Active);
        await StoreWithTailAsync("aB3_", TokenState.Revoked);
        await StoreWithTailAsync(null, TokenState.Active);

        await ExpectAsync(All with { TokenTail = "aB3_" }, found);
        await ExpectAsync(All with { TokenTail = "____" });
        (await Storage.Activation.FindActiveTokenAsync(found.Id, None))!.Tail.ShouldBe("aB3_");
    }

    private async Task<Device> StoreWithTailAsync(string? tail, TokenState state)
    {
        var device = Sample.Device(await Storage.Activation.ReserveDeviceIdAsync(None));
        var token = Sample.Token(device.Id, null, state) with { Tail = tail };
        await Storage.Activation.InsertDeviceAsync(device, token, None);
        return device;
    }

    private async Task ExpectAsync(DeviceQuery query, params Device[] expected)
    {
        (await ListAsync(query)).Select(device => device.Id).ShouldBe(expected.Select(device => device.Id));
        (await Storage.Devices.CountAsync(OrganisationId.Root, query with { Limit = 1 }, None)).ShouldBe(
            expected.Length
        );
    }

    private async Task ExpectIdsAsync(DeviceQuery query, DevicePosition? after, IEnumerable<Device> expected) =>
        (await ListAsync(query, after)).Select(device => device.Id).ShouldBe(expected.Select(device => device.Id));

    private Task<IReadOnlyList<Device>> ListAsync(DeviceQuery query, DevicePosition? after = null) =>
        Storage.Devices.ListAsync(OrganisationId.Root, query, after, None);

    private async Task<List<string>> PagesAsync(DeviceQuery query)
    {
        var names = new List<string>();
        DevicePosition? after = null;
        do
        {
            var page = await ListAsync(query, after);
            names.AddRange(page.Take(query.Limit).Select(device => device.Name));
            after =
                page.Count > query.Limit
                    ? new DevicePosition(page[query.Limit - 1].Id, page[query.Limit - 1].Name)
                    : null;
        } while (after is not null);

        return names;
    }
}
