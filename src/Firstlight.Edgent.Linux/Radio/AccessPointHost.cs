using System.Net;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// The access point with its portal. Once raised it stays until it is lowered: what takes it down in between is mended. On a radio
/// that it shares with the station it follows to the network's channel, or steps aside where no access point can be.
/// </summary>
internal sealed class AccessPointHost(AccessPointOpener opener, RadioSettings settings, TimeProvider time, ILogger log)
    : IAsyncDisposable
{
    private static readonly TimeSpan PauseFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private AccessPoint? _raised;
    private RadioChannel? _channel;
    private CancellationTokenSource? _kept;
    private Task _keeping = Task.CompletedTask;
    private PortalServer? _server;

    /// <exception cref="IOException">It cannot be opened.</exception>
    public async Task RaiseAsync(AccessPoint accessPoint, Portal portal, CancellationToken cancellation)
    {
        await LowerAsync();
        using var turn = await TurnAsync(cancellation);
        var active = await opener.OpenAsync(accessPoint, RadioChannel.Usual, cancellation);
        try
        {
            var at = new IPEndPoint(accessPoint.Address, settings.PortalPort);
            _server = await PortalServer.StartAsync(at, portal, time, cancellation);
        }
        catch
        {
            await active.DisposeAsync();
            await opener.CloseAsync();
            throw;
        }

        _raised = accessPoint;
        Keep(accessPoint, active, RadioChannel.Usual);
    }

    public async Task LowerAsync()
    {
        using var turn = await TurnAsync(CancellationToken.None);
        if (_raised is null)
            return;
        _raised = null;
        await LetGoAsync();
        if (_server is { } server)
            await server.DisposeAsync();
        _server = null;
        await opener.CloseAsync();
    }

    /// <summary>
    /// Makes room for a network on a channel; null: on one that is not known. Afterwards the access point is open there, or closed for now. Nothing to do
    /// without one.
    /// </summary>
    public async Task FollowAsync(RadioChannel? channel, CancellationToken cancellation)
    {
        using var turn = await TurnAsync(cancellation);
        if (_raised is not { } accessPoint || (channel is not null && channel == _channel))
            return;
        await LetGoAsync();
        if (channel is not { } there)
        {
            Log.AccessPointStepsAside(log, "its channel is not known");
            await opener.CloseAsync();
            return;
        }

        Log.AccessPointMoves(log, there.ToString());
        try
        {
            Keep(accessPoint, await opener.OpenAsync(accessPoint, there, cancellation), there);
        }
        catch (Exception fault) when (fault is IOException or BusErrorException)
        {
            Log.AccessPointStepsAside(log, fault.Message);
            await opener.CloseAsync();
        }
    }

    /// <summary>Opens it again after it stepped aside. Nothing to do without one, or when it is open.</summary>
    public async Task ReturnAsync(RadioChannel channel, CancellationToken cancellation)
    {
        using var turn = await TurnAsync(cancellation);
        if (_raised is { } accessPoint && _channel is null)
            Keep(accessPoint, active: null, channel);
    }

    public async ValueTask DisposeAsync()
    {
        await LowerAsync();
        _turn.Dispose();
    }

    private void Keep(AccessPoint accessPoint, OpenAccessPoint? active, RadioChannel channel)
    {
        _channel = channel;
        _kept = new CancellationTokenSource();
        _keeping = KeepAsync(accessPoint, active, channel, _kept.Token);
    }

    private async Task LetGoAsync()
    {
        _channel = null;
        if (_kept is not { } kept)
            return;
        _kept = null;
        await kept.CancelAsync();
        await _keeping;
        kept.Dispose();
    }

    private async Task KeepAsync(
        AccessPoint accessPoint,
        OpenAccessPoint? active,
        RadioChannel channel,
        CancellationToken kept
    )
    {
        try
        {
            while (true)
            {
                await using var open = active ?? await OpenAgainAsync(accessPoint, channel, kept);
                active = null;
                await open.EndedAsync(kept);
            }
        }
        catch (OperationCanceledException)
        {
            // It is to be lowered, or to be elsewhere.
        }
    }

    private async Task<OpenAccessPoint> OpenAgainAsync(
        AccessPoint accessPoint,
        RadioChannel channel,
        CancellationToken kept
    )
    {
        for (var pause = PauseFirst; ; pause = pause * 2 < PauseMax ? pause * 2 : PauseMax)
        {
            await Task.Delay(pause, time, kept);
            try
            {
                return await opener.OpenAsync(accessPoint, channel, kept);
            }
            catch (Exception fault) when (!kept.IsCancellationRequested)
            {
                Log.AccessPointStaysDown(log, fault.Message);
            }
        }
    }

    private async Task<Turn> TurnAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        return new Turn(_turn);
    }

    private readonly struct Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
