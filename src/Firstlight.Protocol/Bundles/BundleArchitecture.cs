using System.Runtime.InteropServices;

namespace Firstlight.Protocol.Bundles;

/// <summary>The kinds of processor that bundles are made for, by the names that Debian gives them.</summary>
public static class BundleArchitecture
{
    /// <summary>All that there are.</summary>
    public static IReadOnlyList<string> All { get; } = ["amd64", "arm64", "armhf"];

    /// <summary>Its name; null for one that no bundle is made for.</summary>
    public static string? NameOf(Architecture architecture) =>
        architecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "armhf",
            _ => null,
        };
}
