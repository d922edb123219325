using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Firstlight.Cluster.Calls;

/// <summary>Headers that belong to the call, and not to one connection of it (RFC 9110, 7.6.1) or to the length of a body that is counted anew.</summary>
internal static class CarriedHeaders
{
    private static readonly FrozenSet<string> OfOneConnection = new[]
    {
        HeaderNames.Connection,
        HeaderNames.KeepAlive,
        HeaderNames.ProxyConnection,
        HeaderNames.TE,
        HeaderNames.Trailer,
        HeaderNames.TransferEncoding,
        HeaderNames.Upgrade,
        HeaderNames.Expect,
        HeaderNames.ContentLength,
        HeaderNames.Host,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static Dictionary<string, string?[]> Of(IHeaderDictionary headers) =>
        headers
            .Where(header => !OfOneConnection.Contains(header.Key))
            .ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);

    public static void Put(IReadOnlyDictionary<string, string?[]> headers, IHeaderDictionary into)
    {
        foreach (var (name, values) in headers)
        {
            if (!OfOneConnection.Contains(name))
                into[name] = new StringValues(values);
        }
    }
}
