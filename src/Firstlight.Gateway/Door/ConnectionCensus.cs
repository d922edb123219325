using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Door;

/// <summary>
/// Counts connections: all of them, and per address those that are not logged-in devices, so that someone who holds
/// connections open takes places from nobody but themselves.
/// </summary>
internal sealed class ConnectionCensus(IOptions<GatewayOptions> options)
{
    // Bounded by ConnectionsMax: an address without connections has no entry.
    private readonly ConcurrentDictionary<UInt128, int> _strangers = new();
    private int _all;

    public int Count => Volatile.Read(ref _all);

    /// <summary>A place for the caller, or null when there is none.</summary>
    public Place? TryEnter(IPAddress address)
    {
        if (Interlocked.Increment(ref _all) > options.Value.ConnectionsMax)
        {
            Interlocked.Decrement(ref _all);
            return null;
        }

        var network = NetworkOf(address);
        var strangers = _strangers.AddOrUpdate(network, 1, static (_, count) => count + 1);
        var place = new Place(this, network);
        if (strangers <= options.Value.StrangersPerAddressMax)
            return place;
        place.Dispose();
        return null;
    }

    /// <summary>One IPv4 address, or one IPv6 /64: what one household or host has.</summary>
    public static UInt128 NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : new UInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes), 0);
    }

    private void LeaveStrangers(UInt128 network)
    {
        while (_strangers.TryGetValue(network, out var count))
        {
            var left =
                count > 1
                    ? _strangers.TryUpdate(network, count - 1, count)
                    : _strangers.TryRemove(KeyValuePair.Create(network, count));
            if (left)
                return;
        }
    }

    /// <summary>One connection's place. Dispose it when the connection ends.</summary>
    internal sealed class Place(ConnectionCensus census, UInt128 network) : IDisposable
    {
        private int _stranger = 1;
        private int _left;

        /// <summary>It is a device that logged in: it no longer counts against its address.</summary>
        public void IsKnown()
        {
            if (Interlocked.Exchange(ref _stranger, 0) == 1)
                census.LeaveStrangers(network);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 1)
                return;
            IsKnown();
            Interlocked.Decrement(ref census._all);
        }
    }
}
