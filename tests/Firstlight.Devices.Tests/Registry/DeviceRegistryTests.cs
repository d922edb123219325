using Firstlight.Core;
using Firstlight.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Devices.Tests;

/// <summary>Devices as their organisation sees them.</summary>
public sealed class DeviceRegistryTests : IDeviceStore, ILiveEvents, IAsyncLifetime
{
    private static readonly OrganisationId Home = OrganisationId.Root;
    private static readonly OrganisationId Elsewhere = new(2);

    private readonly SortedDictionary<long, Device> _stored = [];
    private readonly List<LiveEvent> _published = [];
    private readonly CatalogUnderTest _templates = new();
    private ServiceProvider _services = null!;
    private Template _kettle = null!;

    private IDeviceRegistry Registry => _services.GetRequiredService<IDeviceRegistry>();

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ManualTime());
        services.AddSingleton<IRandomSource>(new SeededRandom(1));
        services.AddSingleton<ILiveEvents>(this);
        services.AddSingleton<IDeviceStore>(this);
        services.AddSingleton<ITemplateStore>(_templates);
        services.AddSingleton<IOrganisationZones, DeviceZonesTests>();
        services.AddLogging();
        services.AddDevices();
        _services = services.BuildServiceProvider();
        foreach (var hosted in _services.GetServices<IHostedService>())
            await hosted.StartAsync(default);
        var catalog = _services.GetRequiredService<ITemplateCatalog>();
        _kettle = (await catalog.CreateAsync(Home, new TemplateDraft("Kettle"), default)).Value;
        await catalog.AddMetadataFieldAsync(
            Home,
            _kettle.Id,
            new MetadataFieldDraft("Floor", MetadataType.Number),
            default
        );
        await catalog.AddMetadataFieldAsync(
            Home,
            _kettle.Id,
            new MetadataFieldDraft("Phone", MetadataType.Imei),
            default
        );
        await catalog.AddMetadataFieldAsync(
            Home,
            _kettle.Id,
            new MetadataFieldDraft("Card", MetadataType.Iccid),
            default
        );
        _published.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _templates.Dispose();
    }

    [Fact]
    public async Task Another_organisations_device_does_not_exist()
    {
        var device = Add(Home);

        (await Registry.FindAsync(Home, device.Id, default)).ShouldBe(device);
        (await Registry.FindAsync(Elsewhere, device.Id, default)).ShouldBeNull();
        (await Registry.RenameAsync(Elsewhere, device.Id, "Mine", default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("device_not_found");
        (await Registry.SetMetadataAsync(Elsewhere, device.Id, "Floor", "1", default))
            .Refusal.ShouldNotBeNull()
            .Code.ShouldBe("device_not_found");
        (await Registry.DeleteAsync(Elsewhere, device.Id, default)).ShouldBeFalse();
        _stored.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        for (var device = 0; device < 7; device++)
            Add(Home);
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await Registry.ListAsync(Home, new DeviceQuery(null, null, null, cursor, 3), default)).Value;
            seen.AddRange(page.Items.Select(device => device.Id.Value));
            cursor = page.Next;
        } while (cursor is not null);

        seen.ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task A_page_that_is_just_full_is_the_last()
    {
        for (var device = 0; device < 3; device++)
            Add(Home);

        var page = (await Registry.ListAsync(Home, new DeviceQuery(null, null, null, null, 3), default)).Value;

        page.Items.Count.ShouldBe(3);
        page.Next.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, 0, "limit")]
    [InlineData(null, 1_001, "limit")]
    [InlineData("4", 10, "cursor")]
    [InlineData("", 10, "cursor")]
    public async Task A_wrong_page_is_refused_by_field(string? cursor, int limit, string field)
    {
        var refused = await Registry.ListAsync(Home, new DeviceQuery(null, null, null, cursor, limit), default);

        refused.Refusal.ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("abcde")]
    [InlineData("")]
    public async Task Of_a_token_exactly_the_last_four_characters_are_taken(string tail)
    {
        var query = new DeviceQuery(null, null, null, null, 10) { TokenTail = tail };

        (await Registry.ListAsync(Home, query, default)).Refusal.ShouldNotBeNull().Field.ShouldBe("tokenTail");
        (await Registry.CountAsync(Home, query, default)).Refusal.ShouldNotBeNull().Field.ShouldBe("tokenTail");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public async Task Passing_over_devices_has_a_limit(int skip)
    {
        var query = new DeviceQuery(null, null, null, null, 10) { Skip = skip };

        (await Registry.ListAsync(Home, query, default)).Refusal.ShouldNotBeNull().Field.ShouldBe("skip");
    }

    [Theory]
    [InlineData(DeviceOrder.Name, DeviceOrder.Oldest)]
    [InlineData(DeviceOrder.Oldest, DeviceOrder.Name)]
    public async Task A_cursor_of_one_order_is_refused_in_another(DeviceOrder made, DeviceOrder used)
    {
        Add(Home);
        Add(Home);
        var page = await Registry.ListAsync(Home, new DeviceQuery(null, null, null, null, 1) { Order = made }, default);
        var query = new DeviceQuery(null, null, null, page.Value.Next, 1);

        (await Registry.ListAsync(Home, query with { Order = made }, default)).Refusal.ShouldBeNull();
        (await Registry.ListAsync(Home, query with { Order = used }, default))
            .Refusal.ShouldNotBeNull()
            .Field.ShouldBe("cursor");
    }

    [Fact]
    public async Task A_search_has_a_limit()
    {
        var query = new DeviceQuery(new string('x', 201), null, null, null, 10);

        (await Registry.ListAsync(Home, query, default)).Refusal.ShouldNotBeNull().Field.ShouldBe("search");
    }

    [Fact]
    public async Task A_renamed_device_is_stored_and_announced()
    {
        var device = Add(Home);

        var renamed = await Registry.RenameAsync(Home, device.Id, " <Küche> ", default);

        renamed.Value.Name.ShouldBe("<Küche>");
        _stored[device.Id.Value].Name.ShouldBe("<Küche>");
        var change = _published.ShouldHaveSingleItem();
        change.Type.ShouldBe("device.changed");
        System.Text.Json.JsonSerializer.SerializeToElement(change.Data).GetProperty("DeviceId").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_name_changes_nothing()
    {
        var device = Add(Home);

        (await Registry.RenameAsync(Home, device.Id, "a\nb", default)).Refusal.ShouldNotBeNull().Field.ShouldBe("name");

        _stored[device.Id.Value].ShouldBe(device);
        _published.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Floor", "2", "2")]
    [InlineData("Floor", " -1.5 ", "-1.5")]
    [InlineData("Floor", "", "")]
    [InlineData("Phone", "490154203237518", "490154203237518")]
    [InlineData("Card", "8949020000012345678", "8949020000012345678")]
    [InlineData("Hotspot Name", "Blynk Kettle-1W7R", "Blynk Kettle-1W7R")]
    [InlineData("Device UID", "a0b1", "a0b1")]
    [InlineData("Time Zone", "Europe/Berlin", "Europe/Berlin")]
    public async Task Metadata_is_stored_by_its_type_and_announced(string field, string value, string stored)
    {
        var device = Add(Home);

        (await Registry.SetMetadataAsync(Home, device.Id, field, value, default)).Refusal.ShouldBeNull();

        _stored[device.Id.Value].Metadata[field].ShouldBe(stored);
        _published.ShouldHaveSingleItem().Type.ShouldBe("device.changed");
    }

    [Theory]
    [InlineData("floor", "2", "metadata_field_not_found")]
    [InlineData("Nothing", "2", "metadata_field_not_found")]
    [InlineData("Floor", "two", "invalid_value")]
    [InlineData("Floor", "NaN", "invalid_value")]
    [InlineData("Phone", "49015420323751", "invalid_value")]
    [InlineData("Phone", "49015420323751x", "invalid_value")]
    [InlineData("Card", "12345678901234567", "invalid_value")]
    [InlineData("Hotspot Name", "line\nbreak", "invalid_value")]
    public async Task Wrong_metadata_changes_nothing(string field, string value, string code)
    {
        var device = Add(Home);

        var refused = await Registry.SetMetadataAsync(Home, device.Id, field, value, default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        _stored[device.Id.Value].ShouldBe(device);
        _published.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_ends_at_255_characters()
    {
        var device = Add(Home);

        (await Registry.SetMetadataAsync(Home, device.Id, "Time Zone", new string('x', 256), default))
            .Refusal.ShouldNotBeNull()
            .Field.ShouldBe("value");
    }

    [Fact]
    public async Task A_place_is_said_in_degrees_and_words_and_taken_away()
    {
        var device = Add(Home);
        var said = new DevicePlace(49.839_683_14, -24.029_717, " Lviv, Rynok 1 ", " Europe/Kyiv ");

        (await Registry.SetPlaceAsync(Home, device.Id, said, default)).Refusal.ShouldBeNull();

        var kept = new DevicePlace(49.839_683_1, -24.029_717, "Lviv, Rynok 1", "Europe/Kyiv");
        _stored[device.Id.Value].Place.ShouldBe(kept);
        kept.Degrees(',').ShouldBe("49.8396831,-24.029717");
        _published.ShouldHaveSingleItem().Type.ShouldBe("device.changed");
        (await Registry.SetPlaceAsync(Elsewhere, device.Id, null, default)).Refusal!.Code.ShouldBe("device_not_found");

        await Registry.SetPlaceAsync(Home, device.Id, new DevicePlace(0, 0, "", " "), default);
        _stored[device.Id.Value].Place.ShouldBe(new DevicePlace(0, 0, null, null));
        await Registry.SetPlaceAsync(Home, device.Id, place: null, default);
        _stored[device.Id.Value].Place.ShouldBeNull();
    }

    [Theory]
    [InlineData(90.1, 0, null, null, "latitude")]
    [InlineData(double.NaN, 0, null, null, "latitude")]
    [InlineData(0, -180.1, null, null, "longitude")]
    [InlineData(0, double.PositiveInfinity, null, null, "longitude")]
    [InlineData(0, 0, "line\nbreak", null, "address")]
    [InlineData(0, 0, null, "Mars/Base", "timeZone")]
    [InlineData(0, 0, null, "+02:00", "timeZone")]
    public async Task A_place_that_is_none_changes_nothing(
        double latitude,
        double longitude,
        string? address,
        string? zone,
        string field
    )
    {
        var device = Add(Home);

        var place = new DevicePlace(latitude, longitude, address, zone);
        (await Registry.SetPlaceAsync(Home, device.Id, place, default)).Refusal!.Field.ShouldBe(field);

        _stored[device.Id.Value].Place.ShouldBeNull();
        _published.ShouldBeEmpty();
    }

    [Fact]
    public void A_device_made_by_hand_counts_as_activated_at_its_first_connection()
    {
        var made = Add(Home);
        var connected = DateTimeOffset.UnixEpoch.AddDays(1);

        made.ActivatedAt.ShouldBeNull();
        Copy(made, activatedAt: null, connected).ActivatedAt.ShouldBe(connected);
        Copy(made, DateTimeOffset.UnixEpoch, connected).ActivatedAt.ShouldBe(DateTimeOffset.UnixEpoch);

        static Device Copy(Device device, DateTimeOffset? activatedAt, DateTimeOffset? firstConnectedAt) =>
            new(
                device.Id,
                device.Organisation,
                device.Owner,
                device.Template,
                device.Name,
                device.Method,
                device.CreatedAt,
                activatedAt,
                firstConnectedAt,
                null,
                Online: false,
                null,
                device.Metadata
            );
    }

    [Fact]
    public async Task What_somebody_owns_moves_where_its_template_is_enabled_and_both_sides_hear_of_it()
    {
        var device = Add(Home);
        var owner = new UserId(5);
        _stored[device.Id.Value] = device with { Owner = owner };

        (await Registry.MoveOwnedAsync(Home, owner, Elsewhere, default)).Refusal!.Code.ShouldBe("template_not_enabled");
        await _services.GetRequiredService<ITemplateCatalog>().EnableAsync(Home, Elsewhere, _kettle.Id, default);
        _published.Clear();
        (await Registry.MoveOwnedAsync(Home, owner, Elsewhere, default)).Value.ShouldBe([device.Id]);

        _stored[device.Id.Value].Organisation.ShouldBe(Elsewhere);
        _published
            .Select(told => (told.Type, told.Organisation))
            .ShouldBe([("device.deleted", Home), ("device.changed", Elsewhere)]);
        (await Registry.DisownAsync(Elsewhere, owner, default)).ShouldBe([device.Id]);
        _stored[device.Id.Value].Owner.ShouldBeNull();
    }

    [Fact]
    public async Task A_device_is_deleted_once()
    {
        var device = Add(Home);

        (await Registry.DeleteAsync(Home, device.Id, default)).ShouldBeTrue();
        (await Registry.DeleteAsync(Home, device.Id, default)).ShouldBeFalse();
    }

    Task<Device?> IDeviceStore.FindAsync(DeviceId id, CancellationToken cancellation) =>
        Task.FromResult(_stored.GetValueOrDefault(id.Value));

    Task<IReadOnlyList<Device>> IDeviceStore.ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        DevicePosition? after,
        CancellationToken cancellation
    ) =>
        Task.FromResult<IReadOnlyList<Device>>([
            .. _stored
                .Values.Where(device => device.Organisation == organisation && device.Id.Value > (after?.Id.Value ?? 0))
                .Take(query.Limit + 1),
        ]);

    Task<long> IDeviceStore.CountAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    ) => Task.FromResult((long)_stored.Values.Count(device => device.Organisation == organisation));

    Task IDeviceStore.RenameAsync(DeviceId id, string name, CancellationToken cancellation)
    {
        _stored[id.Value] = _stored[id.Value] with { Name = name };
        return Task.CompletedTask;
    }

    Task IDeviceStore.SetMetadataAsync(DeviceId id, string fieldName, string value, CancellationToken cancellation)
    {
        var metadata = new Dictionary<string, string>(_stored[id.Value].Metadata) { [fieldName] = value };
        _stored[id.Value] = _stored[id.Value] with { Metadata = metadata };
        return Task.CompletedTask;
    }

    Task IDeviceStore.SetPlaceAsync(DeviceId id, DevicePlace? place, CancellationToken cancellation)
    {
        _stored[id.Value] = _stored[id.Value] with { Place = place };
        return Task.CompletedTask;
    }

    Task<bool> IDeviceStore.TryGiveAsync(
        DeviceId id,
        OrganisationId from,
        OrganisationId to,
        UserId? owner,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    Task<IReadOnlyList<TemplateId>> IDeviceStore.ListTemplatesAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    ) =>
        Task.FromResult<IReadOnlyList<TemplateId>>([
            .. OwnedIn(organisation, owner).Select(device => device.Template).Distinct(),
        ]);

    private IReadOnlyList<Device> OwnedIn(OrganisationId organisation, UserId owner) =>
        [.. _stored.Values.Where(device => device.Organisation == organisation && device.Owner == owner)];

    Task<IReadOnlyList<DeviceId>> IDeviceStore.HandOverAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId? to,
        CancellationToken cancellation
    )
    {
        var handed = OwnedIn(from, owner);
        foreach (var device in handed)
            _stored[device.Id.Value] = to is { } there
                ? device with
                {
                    Organisation = there,
                }
                : device with
                {
                    Owner = null,
                };
        return Task.FromResult<IReadOnlyList<DeviceId>>([.. handed.Select(device => device.Id)]);
    }

    Task IDeviceStore.SetHardwareAsync(DeviceId id, HardwareReport report, CancellationToken cancellation) =>
        throw new NotSupportedException("The registry does not store hardware.");

    Task<bool> IDeviceStore.DeleteAsync(DeviceId id, CancellationToken cancellation) =>
        Task.FromResult(_stored.Remove(id.Value));

    void ILiveEvents.Publish(LiveEvent liveEvent) => _published.Add(liveEvent);

    bool ILiveEvents.HasWatchers(OrganisationId organisation) => true;

    IAsyncEnumerable<LiveEvent> ILiveEvents.WatchAsync(OrganisationId organisation, CancellationToken cancellation) =>
        throw new NotSupportedException("The registry watches nothing.");

    private Device Add(OrganisationId organisation)
    {
        var device = new Device(
            new DeviceId(_stored.Count + 1),
            organisation,
            new UserId(7),
            _kettle.Id,
            "Kettle",
            ActivationMethod.Manual,
            DateTimeOffset.UnixEpoch,
            null,
            null,
            null,
            Online: false,
            null,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        _stored.Add(device.Id.Value, device);
        return device;
    }
}
