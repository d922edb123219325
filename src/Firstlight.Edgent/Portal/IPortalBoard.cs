using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>What the portal asks of the device behind it.</summary>
internal interface IPortalBoard
{
    /// <summary>False while the access point is down: nobody can reach the portal then.</summary>
    bool AccessPointIsUp { get; }

    /// <summary>The maker's own cloud, for phones that name none.</summary>
    EdgentConfig Defaults { get; }

    /// <summary>The settings that work, whose key a phone may leave as it is; null when there are none.</summary>
    EdgentConfig? Kept { get; }

    /// <summary>A phone reads who the device is; this is how the device learns that somebody is there.</summary>
    BoardInfo Describe();

    /// <summary>The networks to offer, in any order; empty when the radio fails.</summary>
    Task<IReadOnlyList<WifiScanEntry>> NetworksAsync(CancellationToken cancellation);

    /// <summary>The networks of the last scan, at once.</summary>
    IReadOnlyList<WifiScanEntry> LastNetworks { get; }

    /// <summary>Takes settings that passed the portal's checks; false when the device cannot use or store them.</summary>
    Task<bool> ConfigureAsync(EdgentConfig settings, bool save, CancellationToken cancellation);

    /// <summary>A phone sent settings that broke a limit; <paramref name="fault"/> says which, without secrets.</summary>
    void RefuseSettings(string fault);

    /// <summary>Forgets all settings.</summary>
    Task ResetAsync(CancellationToken cancellation);

    /// <summary>Restarts the device.</summary>
    void Reboot();

    /// <summary>Installs an uploaded image; the device restarts soon after either way.</summary>
    Task<bool> InstallAsync(Stream image, CancellationToken cancellation);
}
