using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet.Tests;

public sealed class SessionTests
{
    private static readonly VirtualPin Text = new(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_unknown_token_is_refused_by_every_door()
    {
        await using var fleet = await TestFleet.StartAsync();
        AuthToken.TryParse(new string('x', 32), out var token).ShouldBeTrue();

        (await fleet.Door.ConnectAsync(token, new FakeLink(), None)).ShouldBe(new Arrival.Refused("unknown"));
        (await fleet.Door.VisitAsync(token, None)).ShouldBe(new Visit.Refused("unknown"));
        (await fleet.Door.ProvisionAsync(token, fleet.Report(), None)).ShouldBe(ReportResult.Refused);
    }

    [Fact]
    public async Task Behind_a_gateway_only_devices_of_its_organisation_and_below_come_in()
    {
        await using var fleet = await TestFleet.StartAsync();
        var below = new OrganisationId(7);
        var own = fleet.AddDevice().Token;
        var belowToken = fleet.Devices.AddDevice(fleet.Template.Id, below).Token;
        var pending = fleet.AddPending().Token;

        foreach (var token in (AuthToken[])[own, belowToken, pending])
            (await BehindAsync(OrganisationId.Root, token)).ShouldBeOfType<Arrival.Accepted>();
        (await BehindAsync(below, belowToken)).ShouldBeOfType<Arrival.Accepted>();
        (await BehindAsync(below, own)).ShouldBeOfType<Arrival.Refused>();
        (await BehindAsync(below, pending)).ShouldBeOfType<Arrival.Refused>();
        fleet.Fleet.ConnectedCount.ShouldBe(2, "who is refused has no session");

        ValueTask<Arrival> BehindAsync(OrganisationId top, AuthToken token) =>
            fleet.Door.ConnectBehindAsync(top, token, new FakeLink(), None);
    }

    [Fact]
    public async Task A_storage_fault_is_never_a_refusal()
    {
        await using var fleet = await TestFleet.StartAsync();
        var active = fleet.AddDevice().Token;
        var pending = fleet.AddPending().Token;
        var session = await fleet.ConnectAsync(active);
        var waiting = await fleet.ConnectAsync(pending);
        fleet.Devices.Fault = new StorageUnavailableException("away");

        await ShouldBeAway(() => fleet.Door.ConnectAsync(active, new FakeLink(), None).AsTask());
        await ShouldBeAway(() => fleet.Door.VisitAsync(active, None).AsTask());
        await ShouldBeAway(() => fleet.Door.ProvisionAsync(active, fleet.Report(), None));
        await ShouldBeAway(() => fleet.Door.ProvisionAsync(pending, fleet.Report(), None));
        await ShouldBeAway(() => session.ReportAsync(fleet.Report(), None));
        await ShouldBeAway(() => waiting.ReportAsync(fleet.Report(), None));
        await ShouldBeAway(() => fleet.Fleet.PutAsync(OrganisationId.Root, session.Device, Text, "a", None));

        fleet.Devices.Fault = null;
        (await waiting.ReportAsync(fleet.Report(), None)).ShouldBe(ReportResult.Ready);
        (await session.ReportAsync(fleet.Report(), None)).ShouldBe(ReportResult.Ready);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("property")]
    [InlineData("event")]
    [InlineData("resolve")]
    public async Task Whoever_acknowledges_waits_until_what_the_device_wrote_is_on_disk(string what)
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        await session.SavedAsync(None); // nothing to wait for
        fleet.Store.Hold();
        switch (what)
        {
            case "value":
                await session.WriteAsync(Text, "a", null, durable: false, None);
                break;
            case "property":
                await session.SetPropertyAsync([Text], "color", "#fff", None);
                break;
            case "event":
                await session.LogEventAsync("hot", null, None);
                break;
            default:
                await session.ResolveEventsAsync("hot", all: true, None);
                break;
        }

        var saved = session.SavedAsync(None).AsTask();
        await TestFleet.Until(() => fleet.Store.Attempts > 0);
        saved.IsCompleted.ShouldBeFalse();

        fleet.Store.Release();
        await saved.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_twin_that_cannot_be_read_is_a_fault_and_is_read_at_the_next_call()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Store.Put(device, Text, "stored", fleet.Time.GetUtcNow());
        var session = await fleet.ConnectAsync(token);
        fleet.Store.Fault = new StorageUnavailableException("away");

        await ShouldBeAway(() => session.ReadAsync(Text, None).AsTask());
        await ShouldBeAway(() => session.SyncAsync(null, None).AsTask());
        fleet.Store.Fault = null;

        (await session.ReadAsync(Text, None)).ShouldBe("stored");
    }

    [Fact]
    public async Task A_device_that_is_given_away_stays_connected_and_tells_its_new_people()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        var elsewhere = new OrganisationId(7);
        var owner = new UserId(70);
        await session.WriteAsync(Text, "before", null, durable: false, None);
        fleet.Live.Published.ShouldAllBe(told => told.Organisation == OrganisationId.Root);
        fleet.Live.Published.Clear();

        fleet.Fleet.NoteMove(session.Device, elsewhere, owner);

        session.IsConnected.ShouldBeTrue();
        await session.WriteAsync(Text, "after", null, durable: false, None);
        await session.DisposeAsync();
        fleet.Time.Advance(TimeSpan.FromMinutes(2));
        await TestFleet.Until(() => fleet.Live.Count("device.offline") == 1);
        fleet.Live.Published.ShouldNotBeEmpty();
        fleet.Live.Published.ShouldAllBe(told => told.Organisation == elsewhere && told.Owner == owner);
    }

    [Fact]
    public async Task A_pending_session_takes_no_data_and_nobody_sees_it()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddPending();
        var session = await fleet.ConnectAsync(token);

        session.Device.ShouldBe(device);
        session.IsConnected.ShouldBeFalse();
        (await session.FindTemplateAsync(None)).ShouldBeNull();
        (await session.WriteAsync(Text, "a", null, durable: false, None)).ShouldBe(WriteResult.NotProvisioned);
        (await session.ReadAsync(Text, None)).ShouldBeNull();
        (await session.SyncAsync(null, None)).ShouldBeEmpty();
        (await session.LogEventAsync("hot", null, None)).ShouldBeFalse();
        (await session.SetPropertyAsync([Text], "label", "x", None)).ShouldBeFalse();
        (await session.SetMetadataAsync("Hotspot Name", "x", None)).ShouldBeFalse();
        (await session.ReadMetadataAsync("Auth Token", None)).ShouldBeNull();
        await session.ResolveEventsAsync("hot", true, None);
        fleet.Fleet.ConnectedCount.ShouldBe(0);
        (await fleet.Door.VisitAsync(token, None)).ShouldBeOfType<Visit.NotProvisioned>();
        fleet.Live.Published.ShouldBeEmpty();
        fleet.Outbox.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task A_report_makes_a_pending_session_ready_and_the_device_online()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddPending();
        var session = await fleet.ConnectAsync(token);

        (await session.ReportAsync(new HardwareReport(), None)).ShouldBe(ReportResult.TemplateMissing);
        (await session.WriteAsync(Text, "a", null, durable: false, None)).ShouldBe(WriteResult.NotProvisioned);
        (await session.ReportAsync(fleet.Report(), None)).ShouldBe(ReportResult.Ready);

        (await session.WriteAsync(Text, "a", null, durable: false, None)).ShouldBe(WriteResult.Taken);
        fleet.Fleet.IsOnline(device).ShouldBeTrue();
        await fleet.FlushAsync();
        fleet.Store.Events.Select(logged => logged.Code).ShouldBe(["activated", "online"]);
        fleet.Devices.HardwareWrites.ShouldBe(0); // the activation has stored it
    }

    [Fact]
    public async Task A_refused_activation_makes_the_session_unusable()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddPending().Token);

        (await session.ReportAsync(new HardwareReport { TemplateId = "TMPLother" }, None)).ShouldBe(
            ReportResult.Refused
        );
        (await session.ReportAsync(fleet.Report(), None)).ShouldBe(ReportResult.Refused);
        (await session.WriteAsync(Text, "a", null, durable: false, None)).ShouldBe(WriteResult.NotProvisioned);
        await session.DisposeAsync();
        fleet.Outbox.Pending.ShouldBe(0);
        fleet.Live.Published.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_connections_with_one_pending_token_are_one_device_online_once()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddPending();
        var firstLink = new FakeLink();
        var first = await fleet.ConnectAsync(token, firstLink);
        var second = await fleet.ConnectAsync(token);
        firstLink.Aborted.ShouldNotBeNull();

        (await first.ReportAsync(fleet.Report(), None)).ShouldBe(ReportResult.Ready);
        (await second.ReportAsync(fleet.Report(), None)).ShouldBe(ReportResult.Ready);
        await first.DisposeAsync();

        fleet.Fleet.IsConnected(device).ShouldBeTrue();
        fleet.Live.Count("device.online").ShouldBe(1);
        await fleet.FlushAsync();
        fleet.Store.Events.Count(logged => logged.Code == "activated").ShouldBe(1);
    }

    [Fact]
    public async Task Re_provisioning_leaves_the_old_connection_alone_until_the_new_token_is_used()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, oldToken) = fleet.AddDevice();
        var oldLink = new FakeLink();
        var old = await fleet.ConnectAsync(oldToken, oldLink);
        var fresh = await fleet.ConnectAsync(fleet.AddPending(device).Token);
        oldLink.Aborted.ShouldBeNull();
        (await old.WriteAsync(Text, "old", null, durable: false, None)).ShouldBe(WriteResult.Taken);

        (await fresh.ReportAsync(fleet.Report(), None)).ShouldBe(ReportResult.Ready);
        oldLink.Aborted.ShouldNotBeNull();
        await old.DisposeAsync();

        fleet.Fleet.IsConnected(device).ShouldBeTrue();
        (await fresh.ReadAsync(Text, None)).ShouldBe("old");
        fleet.Live.Count("device.online").ShouldBe(1);
    }

    [Fact]
    public async Task Re_provisioning_over_http_closes_the_connection_of_the_old_token()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, oldToken) = fleet.AddDevice();
        var oldLink = new FakeLink();
        await fleet.ConnectAsync(oldToken, oldLink);

        (await fleet.Door.ProvisionAsync(fleet.AddPending(device).Token, fleet.Report(), None)).ShouldBe(
            ReportResult.Ready
        );

        oldLink.Aborted.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_old_token_that_was_on_its_way_in_does_not_throw_out_the_new_one()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, oldToken) = fleet.AddDevice();
        var freshLink = new FakeLink();
        var fresh = await fleet.ConnectAsync(fleet.AddPending(device).Token, freshLink);
        fleet.Devices.AfterAdmit = () => fresh.ReportAsync(fleet.Report(), None).IsCompletedSuccessfully.ShouldBeTrue();

        var arrival = await fleet.Door.ConnectAsync(oldToken, new FakeLink(), None);

        arrival.ShouldBeOfType<Arrival.Refused>(); // the second question met the store's new knowledge
        freshLink.Aborted.ShouldBeNull();
        fleet.Fleet.IsConnected(device).ShouldBeTrue();
    }

    [Fact]
    public async Task A_device_deleted_while_it_logs_in_does_not_come_in()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddDevice();
        fleet.Devices.AfterAdmit = () =>
            fleet.Fleet.DeleteDeviceAsync(OrganisationId.Root, device, None).IsCompletedSuccessfully.ShouldBeTrue();

        (await fleet.Door.ConnectAsync(token, new FakeLink(), None)).ShouldBeOfType<Arrival.Refused>();
        fleet.Fleet.ConnectedCount.ShouldBe(0);
        fleet.Outbox.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task A_session_that_ended_while_it_was_activated_is_not_online_for_ever()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddPending();
        var session = await fleet.ConnectAsync(token);
        fleet.Devices.Activate = _ =>
        {
            session.DisposeAsync().AsTask().IsCompletedSuccessfully.ShouldBeTrue();
            var made = fleet.Devices.Make(device, fleet.Template.Id, OrganisationId.Root);
            return new ActivationResult.Activated(made, First: true);
        };

        await session.ReportAsync(fleet.Report(), None);

        fleet.Fleet.ConnectedCount.ShouldBe(0);
        fleet.Fleet.IsOnline(device).ShouldBeFalse();
        await fleet.FlushAsync();
        fleet.Store.Events.ShouldHaveSingleItem().Code.ShouldBe("activated");
    }

    [Fact]
    public async Task Hardware_is_written_when_it_changed_and_only_then()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        for (var login = 0; login < 3; login++)
            await (await fleet.ConnectAsync(token)).ReportAsync(fleet.Report("1.0.0"), None);
        fleet.Devices.HardwareWrites.ShouldBe(1);

        await (await fleet.ConnectAsync(token)).ReportAsync(fleet.Report("1.0.1"), None);
        fleet.Devices.HardwareWrites.ShouldBe(2);
    }

    [Fact]
    public async Task Provisioning_over_http_repeats_with_the_same_template_only()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (device, token) = fleet.AddPending();

        (await fleet.Door.ProvisionAsync(token, new HardwareReport(), None)).ShouldBe(ReportResult.TemplateMissing);
        (await fleet.Door.ProvisionAsync(token, fleet.Report(), None)).ShouldBe(ReportResult.Ready);
        (await fleet.Door.ProvisionAsync(token, fleet.Report(), None)).ShouldBe(ReportResult.Ready);
        (await fleet.Door.ProvisionAsync(token, new HardwareReport { TemplateId = "TMPLother" }, None)).ShouldBe(
            ReportResult.WrongTemplate
        );
        (await fleet.Door.ProvisionAsync(token, new HardwareReport(), None)).ShouldBe(ReportResult.TemplateMissing);
        fleet.Fleet.IsOnline(device).ShouldBeFalse();
        (await fleet.VisitAsync(token)).IsConnected.ShouldBeFalse();
    }

    [Fact]
    public async Task A_device_that_names_another_template_is_told_so_and_its_report_is_not_stored()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        await using var session = await fleet.ConnectAsync(token);

        var result = await session.ReportAsync(new HardwareReport { TemplateId = "TMPLother" }, None);

        result.ShouldBe(ReportResult.WrongTemplate);
        fleet.Devices.HardwareWrites.ShouldBe(0);
        fleet.Logs.Lines.ShouldContain(line => line.Id == 5007);
        (await (await fleet.ConnectAsync(token)).ReportAsync(new HardwareReport(), None)).ShouldBe(ReportResult.Ready);
    }

    [Fact]
    public async Task Disposing_twice_is_disposing_once()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        await session.WriteAsync(Text, "a", null, durable: false, None);
        await session.DisposeAsync();
        await session.DisposeAsync();
        fleet.Fleet.ConnectedCount.ShouldBe(0);
        fleet.Get<TwinShelf>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_idle_session_costs_little_memory()
    {
        const int Sessions = 10_000;
        await using var fleet = await TestFleet.StartAsync();
        var tokens = new AuthToken[Sessions];
        for (var index = 0; index < Sessions; index++)
            tokens[index] = fleet.AddDevice().Token;
        var kept = new IDeviceSession[Sessions];
        var link = new FakeLink();
        await fleet.ConnectAsync(fleet.AddDevice().Token);
        await fleet.FlushAsync();
        fleet.Live.Published.Clear();

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var index = 0; index < Sessions; index++)
            kept[index] = await fleet.ConnectAsync(tokens[index], link);
        await fleet.FlushAsync();
        fleet.Live.Published.Clear();
        fleet.Store.Forget();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Sessions;

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes per idle session, its link not counted");
        bytes.ShouldBeLessThan(2_048);
        GC.KeepAlive(kept);
    }

    private static Task ShouldBeAway(Func<Task> call) => Should.ThrowAsync<StorageUnavailableException>(call);
}
