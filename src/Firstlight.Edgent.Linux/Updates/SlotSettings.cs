using System.Runtime.InteropServices;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Edgent.Linux;

/// <summary>Where versions are kept, and which bundles are taken.</summary>
public sealed record SlotSettings
{
    /// <summary>The folder of both slots; only the program's user may write there.</summary>
    public string Folder { get; init; } = "/var/lib/firstlight-edgent/versions";

    /// <summary>The version of the program that was installed from the package, as that program itself says it.</summary>
    public required string PackagedVersion { get; init; }

    /// <summary>Which bundles are for this device: its firmware type, usually the template id.</summary>
    public required string Type { get; init; }

    /// <summary>The public key of the maker, PEM; null: no update is taken.</summary>
    public string? TrustedKey { get; init; }

    /// <summary>Which bundles this processor runs.</summary>
    public string Architecture { get; init; } =
        BundleArchitecture.NameOf(RuntimeInformation.ProcessArchitecture) ?? "unknown";

    /// <summary>The largest payload.</summary>
    public long PayloadBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>The most that a bundle may unpack to.</summary>
    public long UnpackedBytesMax { get; init; } = 256 * 1024 * 1024;

    /// <summary>So often a version on trial is started; then the one before it comes back.</summary>
    public int TrialStartsMax { get; init; } = 3;

    /// <summary>So long a version on trial has for its first login.</summary>
    public TimeSpan TrialTime { get; init; } = TimeSpan.FromMinutes(10);
}
