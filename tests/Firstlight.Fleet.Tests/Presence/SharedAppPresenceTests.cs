using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>Devices hear that their owner's app came and went, at whichever node it is open.</summary>
public sealed class SharedAppPresenceTests : IAsyncLifetime
{
    private static readonly UserId Owner = new(1);

    private readonly FakeLink _link = new();
    private TestFleet _north = null!;
    private TestFleet _south = null!;
    private IDeviceSession _device = null!;

    public async ValueTask InitializeAsync()
    {
        _north = await StartAsync("north", beside: null);
        _south = await StartAsync("south", _north);
        _device = await _south.ConnectAsync(_south.AddDevice().Token, _link);
    }

    public async ValueTask DisposeAsync()
    {
        await _device.DisposeAsync();
        await _south.DisposeAsync();
        await _north.DisposeAsync();
    }

    [Fact]
    public async Task The_first_stream_and_the_last_one_of_all_nodes_are_told_and_no_other()
    {
        var far = _north.Fleet.NoteWatching(Owner);
        await HeardAsync(new DeviceCommand.AppCame());

        var near = _south.Fleet.NoteWatching(Owner);
        far.Dispose();
        far.Dispose();
        await AnnouncedAsync(2);
        near.Dispose();

        await HeardAsync(new DeviceCommand.AppCame(), new DeviceCommand.AppWent());
    }

    [Fact]
    public async Task Nobody_elses_devices_hear_anything()
    {
        using var other = _north.Fleet.NoteWatching(new UserId(2));
        using var owner = _north.Fleet.NoteWatching(Owner);

        await HeardAsync(new DeviceCommand.AppCame());
    }

    [Fact]
    public async Task Who_stays_for_long_is_there_all_the_time()
    {
        using var watching = _north.Fleet.NoteWatching(Owner);
        await HeardAsync(new DeviceCommand.AppCame());

        for (var turn = 0; turn < 20; turn++)
        {
            var announced = _north.Backbones.Announced;
            _north.Time.Advance(SharedAppPresence.TellAgain);
            await AnnouncedAsync(announced + 1);
        }

        await HeardAsync(new DeviceCommand.AppCame());
    }

    [Fact]
    public async Task A_node_that_is_cut_off_takes_its_people_along_and_brings_them_back()
    {
        using var watching = _north.Fleet.NoteWatching(Owner);
        await HeardAsync(new DeviceCommand.AppCame());

        _north.Backbones.AreCut = true;
        _north.Time.Advance(SharedAppPresence.TellAgain * 2);
        await HeardAsync(new DeviceCommand.AppCame());
        await _south.AdvanceUntil(() => _link.Received.Count == 2, TimeSpan.FromSeconds(1));
        await HeardAsync(new DeviceCommand.AppCame(), new DeviceCommand.AppWent());

        _north.Backbones.AreCut = false;
        await _south.AdvanceUntil(() => _link.Received.Count == 3, TimeSpan.FromSeconds(1));
        await HeardAsync(new DeviceCommand.AppCame(), new DeviceCommand.AppWent(), new DeviceCommand.AppCame());
    }

    [Fact]
    public async Task A_node_that_comes_later_hears_who_is_there()
    {
        using var watching = _north.Fleet.NoteWatching(Owner);
        await HeardAsync(new DeviceCommand.AppCame());
        await using var west = await StartAsync("west", _north);
        var link = new FakeLink();
        await using var device = await west.ConnectAsync(west.AddDevice().Token, link);

        await west.AdvanceUntil(() => !link.Received.IsEmpty, TimeSpan.FromSeconds(1));

        link.Received.ShouldHaveSingleItem().ShouldBe(new DeviceCommand.AppCame());
    }

    [Fact]
    public async Task More_people_than_fit_one_announcement_take_several()
    {
        var people = Enumerable.Range(1, SharedAppPresence.PeopleAtOnce + 1).Select(id => new UserId(id));
        var stays = people.Select(_north.Fleet.NoteWatching).ToList();
        await HeardAsync(new DeviceCommand.AppCame());
        var announced = _north.Backbones.Announced;

        _north.Time.Advance(SharedAppPresence.TellAgain);
        await AnnouncedAsync(announced + 2);

        stays.ForEach(stay => stay.Dispose());
        await HeardAsync(new DeviceCommand.AppCame(), new DeviceCommand.AppWent());
    }

    [Fact]
    public async Task Nothing_is_said_unless_an_operator_wants_it()
    {
        await using var quiet = await TestFleet.StartNodeAsync("quiet", _north);
        using var unsaid = quiet.Fleet.NoteWatching(Owner);

        using (_north.Fleet.NoteWatching(Owner))
            await HeardAsync(new DeviceCommand.AppCame());

        await HeardAsync(new DeviceCommand.AppCame(), new DeviceCommand.AppWent());
    }

    private static Task<TestFleet> StartAsync(string name, TestFleet? beside) =>
        TestFleet.StartNodeAsync(name, beside, static options => options.TellsAppPresence = true);

    private Task AnnouncedAsync(int times) => TestFleet.Until(() => _north.Backbones.Announced >= times);

    private async Task HeardAsync(params DeviceCommand[] commands)
    {
        await TestFleet.Until(() => _link.Received.Count >= commands.Length);
        _link.Received.ShouldBe(commands);
    }
}
