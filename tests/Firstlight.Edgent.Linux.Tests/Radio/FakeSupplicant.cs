using Firstlight.Edgent.Linux.Tests.Bus;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>wpa_supplicant's object for wlan0, as far as the radio listens to it.</summary>
internal sealed class FakeSupplicant : IAsyncDisposable
{
    private const string Name = "fi.w1.wpa_supplicant1";
    private const string Path = "/fi/w1/wpa_supplicant1/Interfaces/3";
    private const string Interface = Name + ".Interface";

    private BusPeer _peer = null!;
    private volatile int _stations;

    public static async Task<FakeSupplicant> StartAsync(string address)
    {
        var fake = new FakeSupplicant();
        fake._peer = await BusPeer.StartAsync(
            address,
            Name,
            call =>
                call.Member switch
                {
                    "GetInterface" => ("o", [new ObjectPath(Path)]),
                    "Get" => ("v", [new Variant("ao", fake.Stations())]),
                    _ => null,
                }
        );
        return fake;
    }

    public Task HoldAsync(int stations)
    {
        var member = stations > _stations ? "StationAdded" : "StationRemoved";
        _stations = stations;
        return _peer.SignalAsync(Path, Interface, member, "o", new ObjectPath("/station"));
    }

    public Task AnswerAsync(int statusCode) =>
        _peer.SignalAsync(
            Path,
            Nm.Properties,
            "PropertiesChanged",
            "sa{sv}as",
            Interface,
            new Dictionary<object, object> { ["AuthStatusCode"] = new Variant("i", statusCode) },
            Array.Empty<object>()
        );

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private object[] Stations() =>
        [.. Enumerable.Range(0, _stations).Select(number => (object)new ObjectPath($"/station/{number}"))];
}
