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
        if (TryEnter() is not { } place)
            return null;
        if (place.TryCount(address))
            return place;
        place.Dispose();
        return null;
    }

    /// <summary>A place for somebody whose address is not known yet, or null when there is none.</summary>
    public Place? TryEnter()
    {
        if (Interlocked.Increment(ref _all) <= options.Value.ConnectionsMax)
            return new Place(this);
        Interlocked.Decrement(ref _all);
        return null;
    }

    private bool TryEnterStrangers(UInt128 network) =>
        _strangers.AddOrUpdate(network, 1, static (_, count) => count + 1) <= options.Value.StrangersPerAddressMax;

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
    internal sealed class Place(ConnectionCensus census) : IDisposable
    {
        private UInt128 _network;
        private int _stranger;
        private int _left;

        /// <summary>Counts it against an address, once. False: that one has too many; dispose the place.</summary>
        public bool TryCount(IPAddress address)
        {
            _network = NetworkOf(address);
            Volatile.Write(ref _stranger, 1);
            return census.TryEnterStrangers(_network);
        }

        /// <summary>It is a device that logged in: it no longer counts against its address.</summary>
        public void IsKnown()
        {
            if (Interlocked.Exchange(ref _stranger, 0) == 1)
                census.LeaveStrangers(_network);
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
