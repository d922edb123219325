using System.Text;
using Firstlight.Edgent.Linux.Tests.Bus;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>NetworkManager's objects, as far as the radio uses them, on a real bus: one or two Wi-Fi interfaces whose fate a test decides.</summary>
internal sealed class FakeNetworkManager : IAsyncDisposable
{
    private const string DevicePath = "/device/1";
    private const string SecondPath = "/device/2";
    private const string AccessPointPath = "/ap/";

    private readonly Lock _gate = new();
    private readonly List<AirNetwork> _air = [];
    private BusPeer _peer = null!;
    private readonly Dictionary<string, uint> _states = new(StringComparer.Ordinal)
    {
        [DevicePath] = (uint)NmState.Disconnected,
        [SecondPath] = (uint)NmState.Disconnected,
    };

    /// <summary>What the next activations do after their preparation: state and reason, step by step.</summary>
    public Queue<(NmState State, NmReason Reason)[]> Fates { get; } = new();

    /// <summary>What an access point on a channel does; null: what <see cref="Fates"/> says.</summary>
    public Func<uint, (NmState State, NmReason Reason)[]>? AccessPointFate { get; set; }

    /// <summary>Why the next profile is not taken at all.</summary>
    public BusErrorException? Refusal { get; set; }

    public List<Dictionary<object, object>> Profiles { get; } = [];

    /// <summary>Access points that were asked for, one after the other.</summary>
    public List<(string Band, uint Channel)> AccessPoints { get; } = [];

    /// <summary>The address that the last one asked for.</summary>
    public string AccessPointMac { get; private set; } = "";

    public List<Dictionary<object, object>> Options { get; } = [];

    public List<string> Calls { get; } = [];

    public uint DeviceType { get; set; } = 2;

    /// <summary>Whether there is another interface beside <c>wlan0</c>.</summary>
    public Func<bool> Second { get; set; } = () => false;

    /// <summary>What that one is called.</summary>
    public string SecondName { get; set; } = "wlan1";

    /// <summary>What an interface is doing now.</summary>
    public NmState StateOf(string name)
    {
        lock (_gate)
            return (NmState)_states[name == SecondName ? SecondPath : DevicePath];
    }

    public static async Task<FakeNetworkManager> StartAsync(string address)
    {
        var fake = new FakeNetworkManager();
        fake._peer = await BusPeer.StartAsync(address, Nm.Name, fake.Answer);
        return fake;
    }

    public void Hear(string ssid, uint rsn = 0x100, byte strength = 80, uint frequency = 2437) =>
        _air.Add(
            new AirNetwork
            {
                Path = AccessPointPath + _air.Count,
                Ssid = Encoding.UTF8.GetBytes(ssid),
                Bssid = "02:00:00:00:10:00",
                Strength = strength,
                Frequency = frequency,
                Flags = rsn == 0 ? 0u : 1u,
                WpaFlags = 0,
                RsnFlags = rsn,
                Mode = 2,
            }
        );

    /// <summary>Something happens to the interface by itself.</summary>
    public Task StepAsync(NmState state, NmReason reason) =>
        _peer.SignalAsync(DevicePath, Nm.Device, "StateChanged", "uuu", Move(DevicePath, state, reason));

    public string Saw(string member)
    {
        lock (_gate)
            return Calls.LastOrDefault(call => call.StartsWith(member, StringComparison.Ordinal)) ?? "";
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private (string Signature, object[] Values)? Answer(BusMessage call)
    {
        lock (_gate)
        {
            Calls.Add($"{call.Member} {string.Join(' ', call.Body.OfType<string>())}");
            return call.Member switch
            {
                "GetAll" => ("a{sv}", [PropertiesOf(call.Path, (string)call.Body[0])]),
                "Get" => ("v", [new Variant("u", _states[call.Path])]),
                "Set" => ("", []),
                "GetDevices" => ("ao", [Paths().Select(path => (object)new ObjectPath(path)).ToArray()]),
                "GetAllAccessPoints" => (
                    "ao",
                    [_air.Select(network => (object)new ObjectPath(network.Path)).ToArray()]
                ),
                "RequestScan" => Scan(call.Path),
                "ListConnections" => (
                    "ao",
                    [
                        Profiles
                            .Select((_, index) => (object)new ObjectPath($"/profile/{index}"))
                            .Where((_, index) => Profiles[index].Count > 0)
                            .ToArray(),
                    ]
                ),
                "GetSettings" => ("a{sa{sv}}", [Profiles[IndexOf(call.Path)]]),
                "Delete" => Delete(call.Path),
                "Disconnect" => Disconnect(call.Path),
                "AddAndActivateConnection2" => Activate(call),
                _ => null,
            };
        }
    }

    private IEnumerable<string> Paths() => Second() ? [DevicePath, SecondPath] : [DevicePath];

    private (string Signature, object[] Values) Scan(string device)
    {
        var changed = new Dictionary<object, object> { ["LastScan"] = new Variant("x", 1L) };
        _peer.Then(device, Nm.Properties, "PropertiesChanged", "sa{sv}as", Nm.Wireless, changed, Array.Empty<object>());
        return ("", []);
    }

    private (string Signature, object[] Values) Delete(string path)
    {
        Profiles[IndexOf(path)] = [];
        return ("", []);
    }

    private (string Signature, object[] Values) Disconnect(string device)
    {
        ThenStep(device, NmState.Deactivating, NmReason.None);
        ThenStep(device, NmState.Disconnected, NmReason.None);
        return ("", []);
    }

    private (string Signature, object[] Values) Activate(BusMessage call)
    {
        if (Refusal is { } refusal)
            throw refusal;
        Profiles.Add((Dictionary<object, object>)call.Body[0]);
        Options.Add((Dictionary<object, object>)call.Body[3]);
        var device = ((ObjectPath)call.Body[1]).Text;
        ThenStep(device, NmState.Prepare, NmReason.None);
        ThenStep(device, NmState.Config, NmReason.None);
        foreach (var (state, reason) in FateOf(Profiles[^1]))
            ThenStep(device, state, reason);
        if (_states[device] == (uint)NmState.Failed)
            ThenStep(device, NmState.Disconnected, NmReason.None);
        return ("ooa{sv}", [new ObjectPath("/profile"), new ObjectPath("/active"), new Dictionary<object, object>()]);
    }

    private (NmState State, NmReason Reason)[] FateOf(Dictionary<object, object> profile)
    {
        var wireless = new PropertyBag((Dictionary<object, object>)profile["802-11-wireless"]);
        if (wireless.Get("mode", "") == "ap")
        {
            AccessPoints.Add((wireless.Get("band", ""), wireless.Get("channel", 0u)));
            AccessPointMac = wireless.Get("assigned-mac-address", "");
            if (AccessPointFate is { } decides)
                return decides(AccessPoints[^1].Channel);
        }

        return Fates.TryDequeue(out var fate) ? fate : [(NmState.Activated, NmReason.None)];
    }

    private void ThenStep(string device, NmState state, NmReason reason) =>
        _peer.Then(device, Nm.Device, "StateChanged", "uuu", Move(device, state, reason));

    private object[] Move(string device, NmState state, NmReason reason)
    {
        lock (_gate)
        {
            var before = _states[device];
            _states[device] = (uint)state;
            return [(uint)state, before, (uint)reason];
        }
    }

    private Dictionary<object, object> PropertiesOf(string path, string face) =>
        face switch
        {
            Nm.Name => new() { ["WirelessEnabled"] = new Variant("b", false) },
            Nm.Device => new()
            {
                ["Interface"] = new Variant("s", path == SecondPath ? SecondName : "wlan0"),
                ["DeviceType"] = new Variant("u", DeviceType),
            },
            Nm.Wireless => new()
            {
                ["PermHwAddress"] = new Variant("s", path == SecondPath ? "24:6F:28:AA:BB:CD" : "24:6F:28:AA:BB:CC"),
                ["HwAddress"] = new Variant("s", "EE:00:00:00:00:01"),
                ["WirelessCapabilities"] = new Variant("u", 0x6FFu),
            },
            _ => PropertiesOf(_air.Single(network => network.Path == path)),
        };

    private static Dictionary<object, object> PropertiesOf(AirNetwork network) =>
        new()
        {
            ["Ssid"] = new Variant("ay", network.Ssid),
            ["HwAddress"] = new Variant("s", network.Bssid),
            ["Strength"] = new Variant("y", (byte)network.Strength),
            ["Frequency"] = new Variant("u", network.Frequency),
            ["Flags"] = new Variant("u", network.Flags),
            ["WpaFlags"] = new Variant("u", network.WpaFlags),
            ["RsnFlags"] = new Variant("u", network.RsnFlags),
            ["Mode"] = new Variant("u", network.Mode),
        };

    private static int IndexOf(string path) =>
        int.Parse(path[(path.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
