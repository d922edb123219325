using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// Tells the kernel in which country the radio is. NetworkManager has no word for it; <c>iw</c> has, and needs CAP_NET_ADMIN.
/// Where that is not given, the kernel's command line does the same: <c>cfg80211.ieee80211_regdom=DE</c>.
/// </summary>
internal static class RadioCountry
{
    public static async Task SetAsync(Iw iw, string country, ILogger log, CancellationToken cancellation)
    {
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))
        {
            Log.CountryRefused(log, "a country is two capital letters, such as DE");
            return;
        }

        var answer = await iw.RunAsync(cancellation, "reg", "set", country);
        if (answer.Fault is { } fault)
            Log.CountryRefused(log, fault);
        else
            Log.CountrySet(log, country);
    }
}
