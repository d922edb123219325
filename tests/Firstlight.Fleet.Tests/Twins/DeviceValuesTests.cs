using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests;

public sealed class DeviceValuesTests
{
    private static readonly VirtualPin Text = new(1);
    private static readonly VirtualPin Level = new(2);
    private static readonly VirtualPin Temperature = new(3);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(77, "1", WriteResult.NoDatastream, null)]
    [InlineData(2, "abc", WriteResult.WrongType, "7")]
    [InlineData(2, "", WriteResult.WrongType, "7")]
    [InlineData(2, "1\0" + "2", WriteResult.WrongType, "7")]
    [InlineData(2, "99999999999", WriteResult.WrongType, "7")]
    [InlineData(2, "101", WriteResult.Taken, "100")]
    [InlineData(2, "-5", WriteResult.Taken, "0")]
    [InlineData(2, "42", WriteResult.Taken, "42")]
    [InlineData(3, "NaN", WriteResult.WrongType, null)]
    [InlineData(3, "21.500", WriteResult.Taken, "21.500")]
    [InlineData(4, "1", WriteResult.WrongType, null)]
    [InlineData(4, "30.52\0" + "50.45", WriteResult.Taken, "30.52\0" + "50.45")]
    [InlineData(1, "<b>'; DROP TABLE devices; --", WriteResult.Taken, "<b>'; DROP TABLE devices; --")]
    public async Task A_written_value_follows_its_datastream(byte pin, string value, WriteResult result, string? read)
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);

        (await session.WriteAsync(new VirtualPin(pin), value, null, durable: false, None)).ShouldBe(result);

        (await session.ReadAsync(new VirtualPin(pin), None)).ShouldBe(read);
        (await (await fleet.VisitAsync(token)).ReadAsync(new VirtualPin(pin), None)).ShouldBe(read);
        await fleet.FlushAsync();
        fleet.Store.Values.Count.ShouldBe(result == WriteResult.Taken ? 1 : 0);
        fleet.Live.Count("datastream").ShouldBe(result == WriteResult.Taken ? 1 : 0);
    }

    [Fact]
    public async Task An_erased_value_leaves_the_default_its_history_and_word_of_it()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Store.Put(device, Level, "42", fleet.Time.GetUtcNow());
        fleet.Store.Put(device, Text, "stays", fleet.Time.GetUtcNow());
        var session = await fleet.ConnectAsync(token);

        (await session.EraseAsync(Level, None)).ShouldBe(WriteResult.Taken);

        (await session.ReadAsync(Level, None)).ShouldBe("7");
        (await session.ReadAsync(Text, None)).ShouldBe("stays");
        await fleet.FlushAsync();
        var record = fleet.Store.Values.ShouldHaveSingleItem();
        (record.IsErased, record.IsLatest, record.Keeping).ShouldBe((true, false, PointKeeping.Nothing));
        fleet.Live.Count("datastream").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_written_behind_an_erasure_stays()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        await session.EraseAsync(Level, None);
        await session.WriteAsync(Level, "42", null, durable: true, None);

        (await session.ReadAsync(Level, None)).ShouldBe("42");
        fleet.Store.Values.Select(record => record.IsErased).ShouldBe([true, false]);
        (await session.EraseAsync(new VirtualPin(77), None)).ShouldBe(WriteResult.NoDatastream);
    }

    [Theory]
    [InlineData("color", true)]
    [InlineData("nonsense", false)]
    public async Task A_property_is_taken_away_by_its_name(string property, bool taken)
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        (await session.ErasePropertyAsync(Level, property, None)).ShouldBe(taken);

        await fleet.FlushAsync();
        fleet.Store.Properties.Count(record => record is { Property: "color", Value: null }).ShouldBe(taken ? 1 : 0);
    }

    [Fact]
    public async Task A_value_that_nobody_watches_is_stored_without_an_event()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        fleet.Live.IsWatched = false;

        await session.WriteAsync(Text, "unseen", null, durable: true, None);

        fleet.Store.Values.ShouldHaveSingleItem().Value.ShouldBe("unseen");
        fleet.Live.Count("datastream").ShouldBe(0);
    }

    [Fact]
    public async Task A_text_over_the_limit_is_the_wrong_type()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        (await session.WriteAsync(Text, new string('x', 1_025), null, false, None)).ShouldBe(WriteResult.WrongType);
        (await session.WriteAsync(Text, new string('x', 1_024), null, false, None)).ShouldBe(WriteResult.Taken);
    }

    [Fact]
    public async Task A_changed_template_holds_from_the_next_write()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        var added = FakeCatalog.Stream(9, "New", DatastreamType.Integer);
        (await session.WriteAsync(added.Pin, "1", null, durable: false, None)).ShouldBe(WriteResult.NoDatastream);

        fleet.Catalog.Templates[fleet.Template.Id] = fleet.Template with
        {
            Datastreams = [.. fleet.Template.Datastreams, added],
        };

        (await session.WriteAsync(added.Pin, "1", null, durable: false, None)).ShouldBe(WriteResult.Taken);
    }

    [Fact]
    public async Task Sync_all_gives_marked_datastreams_that_have_a_value_or_default_and_named_pins_regardless()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        await session.WriteAsync(Text, "note", null, durable: false, None);

        (await session.SyncAsync(null, None)).ShouldBe([new PinValue(Level, "7")]);
        (await session.SyncAsync([Text, Temperature, new VirtualPin(77), Text], None)).ShouldBe([
            new PinValue(Text, "note"),
            new PinValue(Text, "note"),
        ]);
        (await session.SyncAsync([], None)).ShouldBeEmpty();
        await session.WriteAsync(Temperature, "21.5", null, durable: false, None);
        (await session.SyncAsync(null, None)).ShouldBe([new PinValue(Level, "7"), new PinValue(Temperature, "21.5")]);
    }

    [Fact]
    public async Task Stored_values_are_read_once_and_what_was_written_before_is_newer()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Store.Put(device, Text, "stored", fleet.Time.GetUtcNow());
        fleet.Store.Put(device, Temperature, "1.5", fleet.Time.GetUtcNow());
        var session = await fleet.ConnectAsync(token);
        await session.WriteAsync(Text, "new", null, durable: false, None);
        fleet.Store.TwinReads.ShouldBe(0);

        (await session.ReadAsync(Text, None)).ShouldBe("new");
        (await session.ReadAsync(Temperature, None)).ShouldBe("1.5");
        fleet.Store.TwinReads.ShouldBe(1);
    }

    [Fact]
    public async Task Readers_that_come_together_share_one_reading_and_one_of_them_may_leave()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Store.Put(device, Text, "stored", fleet.Time.GetUtcNow());
        var visit = await fleet.VisitAsync(token);
        fleet.Store.Hold();
        using var gone = new CancellationTokenSource();
        var leaving = visit.ReadAsync(Text, gone.Token).AsTask();
        var staying = visit.ReadAsync(Text, None).AsTask();
        await gone.CancelAsync();
        await leaving.ShouldThrowAsync<OperationCanceledException>();

        fleet.Store.Release();

        (await staying).ShouldBe("stored");
        fleet.Store.TwinReads.ShouldBe(1);
    }

    [Fact]
    public async Task An_older_point_is_history_and_does_not_change_the_value()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Store.Put(device, Text, "now", fleet.Time.GetUtcNow());
        var visit = await fleet.VisitAsync(token);

        await visit.WriteAsync(Text, "before", fleet.Time.GetUtcNow().AddHours(-1), durable: true, None);

        fleet.Store.Values.ShouldHaveSingleItem().IsLatest.ShouldBeFalse();
        (await visit.ReadAsync(Text, None)).ShouldBe("now");
        fleet.Store.Stored(device, Text).ShouldBe("now");
        fleet.Live.Count("datastream").ShouldBe(0);
    }

    [Fact]
    public async Task Every_historic_point_is_kept_even_of_one_pin_in_one_moment()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        var at = fleet.Time.GetUtcNow();
        foreach (var value in (string[])["1", "2", "2", "3"])
            await session.WriteAsync(Text, value, at, durable: false, None);
        await fleet.FlushAsync();

        fleet.Store.Values.Select(record => record.Value).ShouldBe(["1", "2", "2", "3"]);
    }

    [Fact]
    public async Task Properties_are_stored_for_the_pins_that_exist_and_unknown_names_are_refused()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        (await session.SetPropertyAsync([Text, new VirtualPin(77), Level], "label", "Boiler", None)).ShouldBeTrue();
        (await session.SetPropertyAsync([Text], "isDisabled", "true", None)).ShouldBeTrue();
        (await session.SetPropertyAsync([Text], "Label", "x", None)).ShouldBeFalse();
        (await session.SetPropertyAsync([Text], "", "x", None)).ShouldBeFalse();
        (await session.SetPropertyAsync([Text], "label", new string('x', 5_000), None)).ShouldBeFalse();
        (await session.SetPropertyAsync([new VirtualPin(77)], "label", "x", None)).ShouldBeTrue();
        await fleet.FlushAsync();

        fleet
            .Store.Properties.Select(record => (record.Pin, record.Property, record.Value))
            .ShouldBe([(Text, "label", "Boiler"), (Level, "label", "Boiler"), (Text, "isDisabled", "true")]);
    }

    [Fact]
    public async Task A_value_that_holds_no_more_reads_as_the_default_everywhere_and_people_are_told()
    {
        await using var fleet = await TestFleet.StartAsync();
        Change(fleet, Level, stream => stream with { ExpiresAfter = TimeSpan.FromMinutes(1) });
        var (device, token) = fleet.AddDevice();
        var visit = await fleet.VisitAsync(token);
        var writing = visit.WriteAllAsync([new PinPoint(Level, "42", At: null)], None).AsTask();
        await fleet.AdvanceUntil(() => writing.IsCompleted);
        (await visit.ReadAsync(Level, None)).ShouldBe("42");

        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        (await visit.ReadAsync(Level, None)).ShouldBe("7");
        (await visit.SyncAsync([Level], None)).ShouldBe([new PinValue(Level, "7")]);
        var shown = (await fleet.Fleet.ReadValuesAsync(OrganisationId.Root, device, None)).Value.Single(value =>
            value.Datastream.Pin == Level
        );
        (shown.Value, shown.HasExpired).ShouldBe(("7", true));
        shown.UpdatedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_value_may_hold_only_while_its_device_is_online()
    {
        await using var fleet = await TestFleet.StartAsync();
        Change(fleet, Temperature, stream => stream with { ExpiresOffline = true });
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        await session.WriteAsync(Temperature, "21", null, durable: false, None);
        (await session.ReadAsync(Temperature, None)).ShouldBe("21");
        await session.DisposeAsync();
        fleet.Time.Advance(TimeSpan.FromMinutes(5));
        (await (await fleet.VisitAsync(token)).ReadAsync(Temperature, None)).ShouldBeNull();
    }

    [Theory]
    [InlineData(DatastreamHistory.Raw, 1, PointKeeping.Point)]
    [InlineData(DatastreamHistory.Raw, 2, PointKeeping.PointAndMinute)]
    [InlineData(DatastreamHistory.Minutes, 2, PointKeeping.Minute)]
    [InlineData(DatastreamHistory.None, 2, PointKeeping.Nothing)]
    public async Task What_is_kept_of_a_value_follows_its_datastream(
        DatastreamHistory history,
        byte pin,
        PointKeeping keeping
    )
    {
        await using var fleet = await TestFleet.StartAsync();
        Change(fleet, new VirtualPin(pin), stream => stream with { History = history });
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        await session.WriteAsync(new VirtualPin(pin), "42", null, durable: false, None);
        await fleet.FlushAsync();
        fleet.Store.Values.ShouldHaveSingleItem().Keeping.ShouldBe(keeping);
    }

    [Fact]
    public async Task Several_properties_are_set_in_one_commit_or_not_at_all()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);
        (await visit.SetPropertiesAsync(Text, [new("label", "Boiler"), new("colour", "red")], None)).ShouldBeFalse();
        var setting = visit.SetPropertiesAsync(Text, [new("label", "Boiler"), new("color", "red")], None).AsTask();
        await fleet.AdvanceUntil(() => setting.IsCompleted);
        (await setting).ShouldBeTrue();
        fleet
            .Store.Commits.Single(commit => commit.Properties.Count > 0)
            .Properties.Select(record => record.Property)
            .ShouldBe(["label", "color"]);
    }

    private static void Change(TestFleet fleet, VirtualPin pin, Func<Datastream, Datastream> change) =>
        fleet.Catalog.Templates[fleet.Template.Id] = fleet.Template with
        {
            Datastreams = [.. fleet.Template.Datastreams.Select(stream => stream.Pin == pin ? change(stream) : stream)],
        };
}
