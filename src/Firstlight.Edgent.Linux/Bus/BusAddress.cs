using System.Net.Sockets;

namespace Firstlight.Edgent.Linux;

/// <summary>Where a bus listens: <c>unix:path=…</c> or <c>unix:abstract=…</c>, further keys and addresses behind semicolons passed over.</summary>
internal static class BusAddress
{
    /// <exception cref="FormatException">No Unix socket is named.</exception>
    public static UnixDomainSocketEndPoint Read(string address)
    {
        foreach (var one in address.Split(';'))
        {
            if (!one.StartsWith("unix:", StringComparison.Ordinal))
                continue;
            foreach (var pair in one["unix:".Length..].Split(','))
            {
                var at = pair.IndexOf('=', StringComparison.Ordinal);
                var value = at < 0 ? "" : Uri.UnescapeDataString(pair[(at + 1)..]);
                if (pair.StartsWith("path=", StringComparison.Ordinal))
                    return new UnixDomainSocketEndPoint(value);
                if (pair.StartsWith("abstract=", StringComparison.Ordinal))
                    return new UnixDomainSocketEndPoint("\0" + value);
            }
        }

        throw new FormatException(
            $"'{address}' names no Unix socket of a bus, such as unix:path=/run/dbus/system_bus_socket."
        );
    }
}
