using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>Devices hear that their owner's app came and went.</summary>
public sealed class AppPresenceTests
{
    private static readonly UserId Owner = new(1);

    [Fact]
    public async Task The_first_stream_and_the_last_one_are_told_and_no_other()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.TellsAppPresence = true);
        var link = new FakeLink();
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        var first = fleet.Fleet.NoteWatching(Owner);
        var second = fleet.Fleet.NoteWatching(Owner);
        first.Dispose();
        first.Dispose();
        await TestFleet.Until(() => link.Received.Count == 1);
        Heard(link).ShouldBe([new DeviceCommand.AppCame()]);

        second.Dispose();
        await TestFleet.Until(() => link.Received.Count == 2);
        link.Received.Last().ShouldBe(new DeviceCommand.AppWent());
    }

    [Fact]
    public async Task A_device_that_connects_while_its_owner_looks_on_hears_it_too()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.TellsAppPresence = true);
        using var watching = fleet.Fleet.NoteWatching(Owner);
        var link = new FakeLink();

        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        await TestFleet.Until(() => link.Received.Count == 1);
        Heard(link).ShouldBe([new DeviceCommand.AppCame()]);
    }

    [Fact]
    public async Task Nobody_elses_devices_hear_anything()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.TellsAppPresence = true);
        var link = new FakeLink();
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        fleet.Fleet.NoteWatching(new UserId(2)).Dispose();
        fleet.Fleet.NoteWatching(Owner).Dispose();

        await TestFleet.Until(() => link.Received.Count == 2);
        Heard(link).ShouldBe([new DeviceCommand.AppCame(), new DeviceCommand.AppWent()], "of its own owner alone");
    }

    [Fact]
    public async Task However_quickly_people_come_and_go_the_last_word_is_true()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.TellsAppPresence = true);
        var busy = new TaskCompletionSource();
        var link = new FakeLink { Busy = busy.Task };
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        for (var i = 0; i < 10; i++)
            fleet.Fleet.NoteWatching(Owner).Dispose();
        busy.SetResult();

        await TestFleet.Until(() => link.Received.Count == 2);
        Heard(link).ShouldBe([new DeviceCommand.AppCame(), new DeviceCommand.AppWent()]);
    }

    [Fact]
    public async Task It_is_off_unless_an_operator_wants_it()
    {
        await using var fleet = await TestFleet.StartAsync();
        var link = new FakeLink();
        await using var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        using (fleet.Fleet.NoteWatching(Owner))
        {
            await fleet.Fleet.SendAsync(OrganisationId.Root, session.Device, new DeviceCommand.Reboot(), default);
        }

        Heard(link).ShouldBe([new DeviceCommand.Reboot()]);
    }

    private static IReadOnlyList<DeviceCommand> Heard(FakeLink link) => [.. link.Received];
}
