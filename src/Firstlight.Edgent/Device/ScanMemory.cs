using Firstlight.Protocol.Provisioning;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent;

/// <summary>What the device's own scans have shown since power-up.</summary>
internal sealed class ScanMemory(IRadio radio, TimeProvider time, ILogger log)
{
    /// <summary>Names remembered; a crowded street has fewer.</summary>
    private const int NamesMax = 256;

    /// <summary>The longest scan; phones wait a little longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private IReadOnlyList<WifiScanEntry> _last = [];

    /// <summary>True when a scan has shown this network.</summary>
    public bool Saw(string ssid)
    {
        lock (_gate)
            return _names.Contains(ssid);
    }

    /// <summary>Power is gone, memory too.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _names.Clear();
            _last = [];
        }
    }

    /// <summary>Scans now; the last good list when the radio cannot.</summary>
    public async Task<IReadOnlyList<WifiScanEntry>> LookAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            Remember(await radio.ScanAsync(either.Token));
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.ScanFailed(log, fault);
        }

        return Last;
    }

    /// <summary>The last good list.</summary>
    public IReadOnlyList<WifiScanEntry> Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    private void Remember(IReadOnlyList<WifiScanEntry> networks)
    {
        lock (_gate)
        {
            _last = networks;
            foreach (var network in networks)
            {
                if (network.Ssid.Length > 0 && _names.Count < NamesMax)
                    _names.Add(network.Ssid);
            }
        }
    }
}
