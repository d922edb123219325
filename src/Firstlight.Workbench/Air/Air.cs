using System.Diagnostics.CodeAnalysis;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Workbench;

/// <summary>The networks of the room and who hears when they change. Safe for use from any thread.</summary>
public sealed class Air
{
    /// <summary>The most networks in one room.</summary>
    public const int NetworksMax = 100;

    private readonly Action _changed;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Network> _networks = new(StringComparer.Ordinal);
    private readonly HashSet<VirtualRadio> _radios = [];

    /// <param name="changed">Called after any change, without a lock held.</param>
    internal Air(Action changed) => _changed = changed;

    /// <summary>Every network, by name.</summary>
    public IReadOnlyList<Network> Networks
    {
        get
        {
            lock (_gate)
                return [.. _networks.Values.OrderBy(network => network.Ssid, StringComparer.Ordinal)];
        }
    }

    /// <summary>Puts a network into the air; false when the name is taken or the room is full of networks.</summary>
    /// <exception cref="ArgumentException">It has a fault, see <see cref="Network.FindFault"/>.</exception>
    public bool TryAdd(Network network)
    {
        ThrowIfFaulty(network);
        lock (_gate)
        {
            if (_networks.Count >= NetworksMax || !_networks.TryAdd(network.Ssid, network))
                return false;
        }

        _changed();
        return true;
    }

    /// <summary>The network of that name.</summary>
    public bool TryFind(string ssid, [NotNullWhen(true)] out Network? network)
    {
        lock (_gate)
            return _networks.TryGetValue(ssid, out network);
    }

    /// <summary>Replaces the network of the same name; whoever cannot stay in it falls out. False when there is none.</summary>
    /// <exception cref="ArgumentException">It has a fault, see <see cref="Network.FindFault"/>.</exception>
    public bool TryChange(Network network)
    {
        ThrowIfFaulty(network);
        return TrySet(network.Ssid, network);
    }

    /// <summary>Takes the network away; whoever is in it falls out. False when there is none.</summary>
    public bool TryRemove(string ssid) => TrySet(ssid, null);

    /// <summary>What a radio hears now, strongest first.</summary>
    internal IReadOnlyList<WifiScanEntry> Scan()
    {
        lock (_gate)
        {
            return
            [
                .. _networks
                    .Values.Where(network => network.On)
                    .OrderByDescending(network => network.Rssi)
                    .Select(network => network.Scanned()),
            ];
        }
    }

    internal void Enter(VirtualRadio radio)
    {
        lock (_gate)
            _radios.Add(radio);
    }

    internal void Leave(VirtualRadio radio)
    {
        lock (_gate)
            _radios.Remove(radio);
    }

    private bool TrySet(string ssid, Network? after)
    {
        Network? before;
        VirtualRadio[] radios;
        lock (_gate)
        {
            if (!_networks.TryGetValue(ssid, out before))
                return false;
            if (after is null)
                _networks.Remove(ssid);
            else
                _networks[ssid] = after;
            radios = [.. _radios];
        }

        foreach (var radio in radios)
            radio.NetworkChanged(before, after);
        _changed();
        return true;
    }

    private static void ThrowIfFaulty(Network network)
    {
        if (network.FindFault() is { } fault)
            throw new ArgumentException($"{fault.Field}: {fault.Message}", nameof(network));
    }
}
