using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// Tells the kernel in which country the radio is. NetworkManager has no word for it; <c>iw</c> has, and needs CAP_NET_ADMIN.
/// Where that is not given, the kernel's command line does the same: <c>cfg80211.ieee80211_regdom=DE</c>.
/// </summary>
internal static class RadioCountry
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task SetAsync(string country, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))
        {
            Log.CountryRefused(log, "a country is two capital letters, such as DE");
            return;
        }

        var start = new ProcessStartInfo("iw")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var word in new[] { "reg", "set", country })
            start.ArgumentList.Add(word);
        try
        {
            using var iw = Process.Start(start)!;
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            await iw.WaitForExitAsync(either.Token);
            if (iw.ExitCode == 0)
                Log.CountrySet(log, country);
            else
                Log.CountryRefused(log, $"iw ended with code {iw.ExitCode}");
        }
        catch (Win32Exception)
        {
            Log.CountryRefused(log, "the program iw is not installed");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Log.CountryRefused(log, "iw does not end");
        }
    }
}
