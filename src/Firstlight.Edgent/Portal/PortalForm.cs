using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Firstlight.Edgent;

/// <summary>A request's arguments: its query, and its body when that is a form.</summary>
internal static class PortalForm
{
    /// <summary>The arguments by name; of several with one name the first counts. Null when the body is too long.</summary>
    public static async Task<IReadOnlyDictionary<string, string>?> ReadAsync(
        PortalRequest request,
        CancellationToken cancellation
    )
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(arguments, request.Query);
        var isForm =
            request.Method == "POST"
            && request
                .Header("Content-Type")
                ?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        if (!isForm)
            return arguments;

        var body = new byte[PortalLimits.FormBytesMax + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        if (length > PortalLimits.FormBytesMax)
            return null;
        Add(arguments, Encoding.UTF8.GetString(body, 0, length));
        return arguments;
    }

    private static void Add(Dictionary<string, string> arguments, string encoded)
    {
        foreach (var pair in new QueryStringEnumerable(encoded))
            arguments.TryAdd(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
    }
}
