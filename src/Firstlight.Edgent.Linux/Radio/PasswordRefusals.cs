using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// Hears that a router refuses a password the newer way (WPA3). NetworkManager takes that for a network that is not there, and
/// for half a minute tries again.
/// </summary>
internal sealed class PasswordRefusals : IAsyncDisposable
{
    /// <summary>One may be a disturbance of the air.</summary>
    private const int EnoughRefusals = 2;

    /// <summary>IEEE 802.11 status codes: unspecified failure, challenge failure. Routers answer with either.</summary>
    private static readonly int[] RefusalCodes = [1, 15];

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _certain = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _hearing;

    public PasswordRefusals(BusConnection bus, string face, ILogger log)
    {
        Certain = _certain.Token;
        _hearing = HearAsync(bus, face, log);
    }

    /// <summary>Cancelled once the password is known to be wrong.</summary>
    public CancellationToken Certain { get; }

    /// <summary>Done when it hears, or never will.</summary>
    public Task Listening => _listening.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _hearing;
        _stop.Dispose();
        _certain.Dispose();
    }

    private async Task HearAsync(BusConnection bus, string face, ILogger log)
    {
        try
        {
            if (await Supplicant.FindAsync(bus, face, _stop.Token) is not { } supplicant)
                return;
            await using var changes = await supplicant.SubscribeAsync(Nm.Properties, _stop.Token);
            _listening.TrySetResult();
            for (var refusals = 0; refusals < EnoughRefusals; )
            {
                if (IsRefusal(await changes.ReadAsync(_stop.Token)))
                    refusals++;
            }

            await _certain.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The attempt ended.
        }
        catch (Exception fault) when (fault is BusErrorException or BusClosedException or TimeoutException)
        {
            Log.RefusalsUnheard(log, fault.Message);
        }
        finally
        {
            _listening.TrySetResult();
        }
    }

    private static bool IsRefusal(BusMessage signal) =>
        signal.Body is [string, Dictionary<object, object> changed, ..]
        && RefusalCodes.Contains(new PropertyBag(changed).Get("AuthStatusCode", 0));
}
