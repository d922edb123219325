using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests;

public sealed class DeviceMetadataTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Names_of_the_template_and_those_every_device_has_are_read()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);

        (await session.ReadMetadataAsync("Device Name", None)).ShouldBe($"Unit {device}");
        (await session.ReadMetadataAsync("Serial", None)).ShouldBe("none");
        (await session.ReadMetadataAsync("Modem", None)).ShouldBe("");
        (await session.ReadMetadataAsync("Hotspot Name", None)).ShouldBe("");
        (await session.ReadMetadataAsync("serial", None)).ShouldBeNull();
        (await session.ReadMetadataAsync("", None)).ShouldBeNull();
        (await session.ReadMetadataAsync("Auth Token", None)).ShouldBe(token.Reveal());
    }

    [Fact]
    public async Task A_device_reads_where_people_say_it_is_and_lives_by_the_clock_there()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        var visit = await fleet.VisitAsync(token);
        (await session.ReadMetadataAsync("Location", None)).ShouldBe("");
        (await session.ReadMetadataAsync("loc.latlon", None)).ShouldBeNull();
        (await session.FindTimeZoneAsync(None)).Id.ShouldBe("UTC");

        fleet.Devices.Devices[device] = fleet.Devices.Devices[device] with
        {
            Place = new DevicePlace(49.84, 24.03, "Lviv", "Europe/Kyiv"),
        };

        foreach (var one in (IDeviceActions[])[session, visit])
        {
            (await one.ReadMetadataAsync("Location", None)).ShouldBe("Lviv");
            (await one.ReadMetadataAsync("loc.latlon", None)).ShouldBe("49.84 24.03");
            (await one.FindTimeZoneAsync(None)).Id.ShouldBe("Europe/Kyiv");
        }

        (await session.SetMetadataAsync("Location", "Kyiv", None)).ShouldBeFalse();
        (await (await fleet.ConnectAsync(fleet.AddPending().Token)).FindTimeZoneAsync(None)).Id.ShouldBe("UTC");
    }

    [Fact]
    public async Task A_template_s_own_field_of_a_reserved_name_wins()
    {
        await using var fleet = await TestFleet.StartAsync();
        var field = new MetadataField(110, "Auth Token", MetadataType.Text, "mine", false, false);
        fleet.Catalog.Templates[fleet.Template.Id] = fleet.Template with { MetadataFields = [field] };
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);

        (await visit.ReadMetadataAsync("Auth Token", None)).ShouldBe("mine");
    }

    [Fact]
    public async Task Devices_write_their_fields_and_no_others()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        (await session.SetMetadataAsync("Device UID", "abc", None)).ShouldBeTrue();
        (await session.SetMetadataAsync("Serial", "SN-1", None)).ShouldBeTrue();
        (await session.SetMetadataAsync("Device Name", "Mine", None)).ShouldBeFalse();
        (await session.SetMetadataAsync("Auth Token", "x", None)).ShouldBeFalse();
        (await session.SetMetadataAsync("Unknown", "x", None)).ShouldBeFalse();
        (await session.SetMetadataAsync("Serial", new string('x', 300), None)).ShouldBeFalse();

        (await session.ReadMetadataAsync("Device UID", None)).ShouldBe("abc");
        (await session.ReadMetadataAsync("Serial", None)).ShouldBe("SN-1");
    }

    [Fact]
    public async Task A_token_is_in_no_log_line_and_no_live_event()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        var first = await fleet.ConnectAsync(token);
        await fleet.ConnectAsync(token);
        await first.ReadMetadataAsync("Auth Token", None);
        await first.DisposeAsync();

        fleet.Logs.Lines.ShouldAllBe(line => !line.Text.Contains(token.Reveal()));
        fleet.Live.Published.ShouldAllBe(published => !published.Data.ToString()!.Contains(token.Reveal()));
        fleet.Logs.Lines.ShouldContain(line => line.Id == 5004);
    }
}
