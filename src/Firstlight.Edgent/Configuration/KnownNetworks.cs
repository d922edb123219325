using System.Collections;
using System.Collections.Immutable;

namespace Firstlight.Edgent;

/// <summary>Networks that once led to a login, the latest first; each name once. Two lists of the same networks are equal.</summary>
public sealed class KnownNetworks : IReadOnlyList<KnownNetwork>, IEquatable<KnownNetworks>
{
    /// <summary>As many as newer firmware keeps, with the one in use: 16.</summary>
    public const int CountMax = 15;

    /// <summary>No network.</summary>
    public static readonly KnownNetworks None = new([]);

    private readonly ImmutableArray<KnownNetwork> _networks;

    private KnownNetworks(ImmutableArray<KnownNetwork> networks) => _networks = networks;

    /// <summary>The networks in that order; of a name the first, and no more than <see cref="CountMax"/>.</summary>
    public static KnownNetworks Of(IEnumerable<KnownNetwork> networks) =>
        new([.. networks.DistinctBy(network => network.Ssid, StringComparer.Ordinal).Take(CountMax)]);

    /// <inheritdoc />
    public int Count => _networks.Length;

    /// <inheritdoc />
    public KnownNetwork this[int index] => _networks[index];

    /// <inheritdoc />
    public bool Equals(KnownNetworks? other) => other is not null && _networks.SequenceEqual(other._networks);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as KnownNetworks);

    /// <inheritdoc />
    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, _networks[0]);

    /// <inheritdoc />
    public IEnumerator<KnownNetwork> GetEnumerator() => ((IEnumerable<KnownNetwork>)_networks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
