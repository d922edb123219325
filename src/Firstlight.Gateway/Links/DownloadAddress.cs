using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Firstlight.Gateway.Door;

namespace Firstlight.Gateway.Links;

/// <summary>
/// Where a device fetches something from us: the port it is on already, so that no firewall is in the way, and the scheme it speaks there.
/// A plain port takes TLS as well, which serves boards that change the scheme of every address.
/// </summary>
internal static class DownloadAddress
{
    /// <summary>Null when the connection is gone.</summary>
    /// <param name="path">With its query; a mark of the scheme follows, which keeps boards from changing it.</param>
    public static string? Of(Wire wire, string? publicHost, string path)
    {
        if (wire.Holder.FindLocalEndPoint() is not IPEndPoint local)
            return null;
        var host = publicHost ?? Text(local.Address);
        var (scheme, mark) = wire.IsTls ? ("https", 1) : ("http", 0);
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{local.Port}{path}&s={mark}");
    }

    private static string Text(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
    }
}
