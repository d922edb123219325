using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// Counts the phones on the access point, by wpa_supplicant's signals: it is the access point, NetworkManager only gives it
/// orders. Without it (another program does Wi-Fi, or we may not ask it) nobody is counted.
/// </summary>
internal sealed class Stations : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _counting;

    private Stations(Task counting, CancellationTokenSource stop) => (_counting, _stop) = (counting, stop);

    /// <summary>Counts from now on; <paramref name="counted"/> hears each change.</summary>
    public static Stations Begin(BusConnection bus, string face, Action<int> counted, ILogger log)
    {
        var stop = new CancellationTokenSource();
        return new Stations(CountAsync(bus, face, counted, log, stop.Token), stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _counting;
        _stop.Dispose();
    }

    private static async Task CountAsync(
        BusConnection bus,
        string face,
        Action<int> counted,
        ILogger log,
        CancellationToken stop
    )
    {
        try
        {
            if (await Supplicant.FindAsync(bus, face, stop) is not { } supplicant)
            {
                Log.StationsUncounted(log, "wpa_supplicant does not run");
                return;
            }

            await using var changes = await supplicant.SubscribeAsync(Supplicant.Interface, stop);
            var last = 0;
            while (true)
            {
                var count = await supplicant.CountStationsAsync(stop);
                if (count != last)
                    counted(last = count);
                string member;
                do member = (await changes.ReadAsync(stop)).Member;
                while (member is not ("StationAdded" or "StationRemoved"));
            }
        }
        catch (OperationCanceledException)
        {
            // The access point closes.
        }
        catch (Exception fault) when (fault is BusErrorException or BusClosedException or TimeoutException)
        {
            Log.StationsUncounted(log, fault.Message);
        }
    }
}
