using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class DeviceSearchConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Theory]
    [InlineData("kitch", "Kitchen")]
    [InlineData("KITCHEN", "Kitchen")]
    [InlineData("küche", "KÜCHE")]
    [InlineData("ЛАМПА", "лампа")]
    [InlineData("100%", "100% wool")]
    [InlineData("a_b", "a_b")]
    [InlineData(@"c:\d", @"C:\d")]
    [InlineData("'; DROP TABLE device; --", "x'; DROP TABLE device; --")]
    [InlineData("a\0b", "a\0b")]
    [InlineData("🔥", "on 🔥 now")]
    public async Task A_part_of_the_name_finds_it_and_only_it(string search, string name)
    {
        await StoreTemplateAsync();
        await StoreDeviceAsync(device => device with { Name = "100x wool, axb, c:d, a" });
        var device = await StoreDeviceAsync(device => device with { Name = name });
        (await FindAsync(search)).ShouldBe([device.Id]);
    }

    [Fact]
    public async Task Id_template_name_and_metadata_are_searched_too()
    {
        await StoreTemplateAsync();
        await StoreTemplateAsync("TMPLother123", "Garden VALVE");
        var byTemplate = await StoreDeviceAsync(device =>
            device with
            {
                Template = Sample.TemplateId("TMPLother123"),
                Name = "a",
            }
        );
        var byId = await StoreDeviceAsync(device => device with { Id = new DeviceId(987_654), Name = "b" });
        var byMetadata = await StoreDeviceAsync(device => device with { Name = "c" });
        await Storage.Devices.SetMetadataAsync(byMetadata.Id, "Room", "Lower Attic", None);

        (await FindAsync("valve")).ShouldBe([byTemplate.Id]);
        (await FindAsync("8765")).ShouldBe([byId.Id]);
        (await FindAsync("attic")).ShouldBe([byMetadata.Id]);
        (await FindAsync("Room")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_follows_changes_of_name_metadata_and_template()
    {
        var template = await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device => device with { Name = "before" });
        await Storage.Devices.SetMetadataAsync(device.Id, "Room", "cellar", None);

        await Storage.Devices.RenameAsync(device.Id, "after", None);
        await Storage.Devices.SetMetadataAsync(device.Id, "Room", "attic", None);
        await Storage.Templates.TryReplaceAsync(template with { Name = "Valve" }, None);

        (await FindAsync("before")).ShouldBeEmpty();
        (await FindAsync("cellar")).ShouldBeEmpty();
        (await FindAsync("thermostat")).ShouldBeEmpty();
        foreach (var word in new[] { "after", "attic", "valve" })
            (await FindAsync(word)).ShouldBe([device.Id]);
    }

    [Fact]
    public async Task Filters_by_organisation_template_and_presence_go_together()
    {
        await StoreTemplateAsync();
        await StoreTemplateAsync("TMPLother123", "Valve");
        var online = await StoreDeviceAsync(device => device with { Online = true });
        var offline = await StoreDeviceAsync();
        var other = await StoreDeviceAsync(device =>
            device with
            {
                Template = Sample.TemplateId("TMPLother123"),
                Online = true,
            }
        );

        (await FindAsync(null)).ShouldBe([online.Id, offline.Id, other.Id]);
        (await FindAsync("")).ShouldBe([online.Id, offline.Id, other.Id]);
        (await FindAsync(null, online: true)).ShouldBe([online.Id, other.Id]);
        (await FindAsync(null, online: false)).ShouldBe([offline.Id]);
        (await FindAsync(null, template: "TMPLother123")).ShouldBe([other.Id]);
        (await FindAsync("thermo", "TMPLother123", true)).ShouldBe([other.Id]);
        (await FindAsync(null, organisation: 2)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1_001)]
    [InlineData(100_000)]
    public async Task A_search_longer_than_any_name_finds_nothing_and_harms_nothing(int length)
    {
        await StoreTemplateAsync();
        await StoreDeviceAsync(device => device with { Name = new string('x', length) });
        (await FindAsync(new string('x', length))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_longest_search_works_even_if_every_character_must_be_escaped()
    {
        await StoreTemplateAsync();
        var device = await StoreDeviceAsync(device => device with { Name = new string('%', 1_000) });
        (await FindAsync(new string('%', 1_000))).ShouldBe([device.Id]);
    }

    [Fact]
    public async Task Pages_of_thousands_of_devices_stay_stable_while_devices_come_and_go()
    {
        const int devices = 3_000;
        const int limit = 299;
        await StoreTemplateAsync();
        var stored = await Task.WhenAll(Enumerable.Range(0, devices).Select(_ => StoreDeviceAsync()));
        var ids = stored.Select(device => device.Id.Value).Order().ToList();
        ids.Distinct().Count().ShouldBe(devices);

        var seen = new List<long>();
        DevicePosition? after = null;
        do
        {
            var page = await Storage.Devices.ListAsync(
                OrganisationId.Root,
                new DeviceQuery("thermostat", null, false, null, limit),
                after,
                None
            );
            seen.AddRange(page.Take(limit).Select(device => device.Id.Value));
            after = page.Count > limit ? new DevicePosition(page[limit - 1].Id, "") : null;
            if (after is { } last)
            {
                // Gone behind and come ahead of the cursor: neither shifts what is still to be read.
                await Storage.Devices.DeleteAsync(new DeviceId(seen[^2]), None);
                ids.Add((await StoreDeviceAsync()).Id.Value);
                last.Id.Value.ShouldBe(seen[^1]);
            }
        } while (after is not null);

        seen.ShouldBe(ids);
    }

    [Fact]
    public async Task A_list_for_one_person_holds_only_that_persons_devices()
    {
        await StoreTemplateAsync();
        await StoreDeviceAsync();
        await StoreDeviceAsync(device => device with { Owner = null });
        var theirs = await StoreDeviceAsync(device => device with { Owner = new UserId(8) });

        (await FindAsync(null, owner: new UserId(8))).ShouldBe([theirs.Id]);
        (await FindAsync(null, owner: new UserId(9))).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<DeviceId>> FindAsync(
        string? search,
        string? template = null,
        bool? online = null,
        long organisation = 1,
        UserId? owner = null
    )
    {
        TemplateId? templateId = template is null ? null : Sample.TemplateId(template);
        var query = new DeviceQuery(search, templateId, online, null, 10) { Owner = owner };
        var found = await Storage.Devices.ListAsync(new OrganisationId(organisation), query, null, None);
        return [.. found.Select(device => device.Id)];
    }
}
