namespace Firstlight.Protocol.Provisioning;

/// <summary>The two generations of firmware that a phone meets on an access point.</summary>
public enum ProvisioningDialect
{
    /// <summary>Example sketches since 2021: never escape their JSON, ignore <c>if</c>, cut long settings silently.</summary>
    Classic,

    /// <summary>The library since 2026, and ours: escaped JSON, <c>if</c> and <c>host</c> required.</summary>
    Newer,
}
