using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Firstlight.Gateway.Http;

/// <summary>
/// Addresses of reports. An address holds what the report is of, sealed with the keys of the installation: nobody can make or
/// change one, nothing waits on disk for somebody to fetch it, and a restart forgets none.
/// </summary>
internal sealed class ReportLinks(IDataProtectionProvider protection, TimeProvider time)
{
    public const string PathPrefix = "/device_data_";

    /// <summary>As long as the original keeps its files.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(45);

    private readonly IDataProtector _protector = protection.CreateProtector("Firstlight.Gateway.ReportLinks");

    /// <summary>Path and query of the report.</summary>
    public string PathOf(ReportRequest request)
    {
        var now = time.GetUtcNow();
        var key = _protector.Protect(JsonSerializer.Serialize(new Sealed(request, now + Lifetime)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PathPrefix}{request.Device}_{now.UtcDateTime:yyyy-MM-dd'T'HH-mm-ss}.zip?key={key}"
        );
    }

    /// <summary>What the key of an address says; null when it is none of ours or too old.</summary>
    public ReportRequest? Read(string? key)
    {
        if (string.IsNullOrEmpty(key))
            return null;
        try
        {
            var link = JsonSerializer.Deserialize<Sealed>(_protector.Unprotect(key));
            return link is not null && time.GetUtcNow() < link.Until ? link.Request : null;
        }
        catch (CryptographicException)
        {
            return null; // nobody else can make one
        }
    }

    private sealed record Sealed(ReportRequest Request, DateTimeOffset Until);
}
