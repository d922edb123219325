using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>What devices do wrong, for their makers.</summary>
public sealed class DeviceErrorsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_same_fault_is_one_entry_with_a_count_and_two_times()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        var first = fleet.Time.GetUtcNow();

        session.NoteFault(Topic("ds/Temprature"));
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        session.NoteFault(Topic("ds/Temprature"));
        session.NoteFault(Topic("ds/Other"));

        var errors = await ReadAsync(fleet, session.Device);
        errors.Select(error => (error.Fault.Subject, error.Count)).ShouldBe([("ds/Other", 1), ("ds/Temprature", 2)]);
        (errors[1].FirstAt, errors[1].LastAt).ShouldBe((first, first.AddMinutes(1)));
        errors[1].Protocol.ShouldBe("native");
    }

    [Fact]
    public async Task A_device_without_a_connection_has_errors_too()
    {
        await using var fleet = await TestFleet.StartAsync();
        var visit = await fleet.VisitAsync(fleet.AddDevice().Token);

        visit.NoteFault(Topic("update"));

        (await ReadAsync(fleet, visit.Device)).ShouldHaveSingleItem().Protocol.ShouldBe("https");
    }

    [Fact]
    public async Task Of_too_many_kinds_the_one_that_happened_last_the_longest_ago_goes()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        for (var kind = 0; kind < DeviceErrors.PerDeviceMax; kind++)
            session.NoteFault(Topic($"t{kind}"));
        session.NoteFault(Topic("t0"));
        session.NoteFault(Topic("new"));

        var errors = await ReadAsync(fleet, session.Device);
        errors.Count.ShouldBe(DeviceErrors.PerDeviceMax);
        errors.Take(2).Select(error => error.Fault.Subject).ShouldBe(["new", "t0"]);
        errors.ShouldNotContain(error => error.Fault.Subject == "t1");
    }

    [Fact]
    public async Task Of_too_many_devices_the_one_that_was_quiet_longest_loses_its_list()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.DeviceErrorsMax = 3);
        var quiet = await fleet.ConnectAsync(fleet.AddDevice().Token);
        var loud = await fleet.ConnectAsync(fleet.AddDevice().Token);
        quiet.NoteFault(Topic("a"));
        for (var kind = 0; kind < 10; kind++)
            loud.NoteFault(Topic($"t{kind}"));

        (await ReadAsync(fleet, quiet.Device)).ShouldBeEmpty();
        (await ReadAsync(fleet, loud.Device)).Count.ShouldBe(10, "the list of one device has a bound of its own");
        quiet.NoteFault(Topic("a"));
        (await ReadAsync(fleet, loud.Device)).ShouldBeEmpty();
        fleet.Get<DeviceErrors>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Long_texts_are_cut()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        session.NoteFault(new DeviceFault(DeviceErrorKind.BadPayload, new string('s', 9_000), new string('w', 9_000)));

        var fault = (await ReadAsync(fleet, session.Device)).ShouldHaveSingleItem().Fault;
        (fault.Subject.Length, fault.Words.Length).ShouldBe(
            (DeviceErrors.SubjectCharactersMax, DeviceErrors.WordsCharactersMax)
        );
    }

    [Fact]
    public async Task Watchers_are_told_of_a_new_kind_at_once_and_of_repetitions_once_a_second()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);

        for (var times = 0; times < 5; times++)
            session.NoteFault(Topic("a"));
        session.NoteFault(Topic("b"));
        Told().ShouldBe(2);

        fleet.Time.Advance(TimeSpan.FromSeconds(2));
        session.NoteFault(Topic("a"));
        Told().ShouldBe(3);

        int Told() => fleet.Live.Count("device.error");
    }

    [Fact]
    public async Task The_list_is_emptied_by_hand_and_with_a_new_owner_and_is_nobody_elses()
    {
        await using var fleet = await TestFleet.StartAsync();
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token);
        session.NoteFault(Topic("a"));
        var elsewhere = new OrganisationId(7);

        (await Errors(fleet).ReadAsync(elsewhere, session.Device, None)).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        (await Errors(fleet).ClearAsync(elsewhere, session.Device, None)).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        (await Errors(fleet).ClearAsync(OrganisationId.Root, session.Device, None)).Succeeded.ShouldBeTrue();
        (await ReadAsync(fleet, session.Device)).ShouldBeEmpty();

        session.NoteFault(Topic("a"));
        fleet.Fleet.NoteMove(session.Device, OrganisationId.Root, new UserId(9));
        (await ReadAsync(fleet, session.Device)).ShouldBeEmpty();
    }

    private static DeviceFault Topic(string topic) =>
        new(DeviceErrorKind.UnknownTopic, topic, "There is no such topic. Use another.");

    private static IDeviceErrors Errors(TestFleet fleet) => fleet.Get<IDeviceErrors>();

    private static async Task<IReadOnlyList<DeviceError>> ReadAsync(TestFleet fleet, DeviceId device) =>
        (await Errors(fleet).ReadAsync(OrganisationId.Root, device, None)).Value;
}
