using System.Collections.Concurrent;
using System.Globalization;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.TestKit;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>
/// Devices that two nodes take from each other all the time while both write values, each the epoch that its writer believes in. What was
/// acknowledged is there, what was refused is not, and no value follows one of a later epoch.
/// </summary>
internal sealed class HomeRace
{
    private const int DevicesMax = 3;
    private const int Rounds = 150;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly VirtualPin Pin = new(4);

    private readonly List<(PostgresStorage Storage, NodeId Node)> _nodes = [];
    private readonly List<DeviceId> _devices = [];
    private readonly ConcurrentBag<(DeviceId Device, string Value, bool IsWritten)> _told = [];
    private readonly SeededRandom _random;
    private int _moves;

    private HomeRace(int seed) => _random = new SeededRandom(seed);

    public int Moves => _moves;

    public int Written => _told.Count(one => one.IsWritten);

    public int Refused => _told.Count(one => !one.IsWritten);

    public static async Task<HomeRace> PrepareAsync(PostgresStorage north, PostgresStorage south, int seed)
    {
        var race = new HomeRace(seed);
        race._nodes.Add((north, await north.Get<INodeStore>().RegisterAsync("north", None)));
        race._nodes.Add((south, await south.Get<INodeStore>().RegisterAsync("south", None)));
        (await north.Templates.TryInsertAsync(Sample.Template("TMPLabcdefgh", "Thermostat"), None)).ShouldBeTrue();
        while (race._devices.Count < DevicesMax)
        {
            var device = Sample.Device(await north.Activation.ReserveDeviceIdAsync(None));
            var token = Sample.Token(device.Id, null, Activation.TokenState.Active);
            await north.Activation.InsertDeviceAsync(device, token, None);
            race._devices.Add(device.Id);
        }

        return race;
    }

    public Task RunAsync() =>
        Task.WhenAll(_nodes.SelectMany(node => _devices.Select(device => LiveAsync(node.Storage, node.Node, device))));

    public async Task CheckAsync()
    {
        foreach (var device in _devices)
        {
            var history = await _nodes[0]
                .Storage.Fleet.ReadHistoryAsync(device, Pin, Sample.Now, Sample.Now.AddDays(1), null, Rounds * 2, None);
            var values = history.Select(one => one.Point.Value).ToList();
            values.Select(EpochOf).ShouldBeInOrder(SortDirection.Ascending);
            values.ShouldBe(
                _told.Where(one => one.Device == device && one.IsWritten).Select(one => one.Value),
                ignoreOrder: true
            );
            (await _nodes[1].Storage.Fleet.ReadTwinAsync(device, None))
                .ShouldHaveSingleItem()
                .Value.ShouldBe(values[^1]);
        }
    }

    /// <summary>One node's side of one device: it comes, writes for a while, and is not told that it went elsewhere.</summary>
    private async Task LiveAsync(PostgresStorage storage, NodeId node, DeviceId device)
    {
        var homes = storage.Get<IHomeStore>();
        long epoch = 0;
        for (var round = 0; round < Rounds; round++)
        {
            if (epoch == 0 || _random.Below(5) == 0)
            {
                var taken = (await homes.TakeAsync(device, node, None)).ShouldNotBeNull();
                if (taken.Epoch != epoch)
                    Interlocked.Increment(ref _moves);
                epoch = taken.Epoch;
            }

            var value = string.Create(CultureInfo.InvariantCulture, $"{epoch}/{node}/{round}");
            var batch = Sample.Batch(values: [new ValueRecord(device, Pin, value, Sample.Now, IsLatest: true)]);
            var fence = new HomeFence(node, new Dictionary<DeviceId, long> { [device] = epoch });
            var stale = await homes.AppendAsync(batch, fence, None);
            _told.Add((device, value, stale.Count == 0));
        }
    }

    private static long EpochOf(string value) => long.Parse(value.Split('/')[0], CultureInfo.InvariantCulture);
}
