using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A wire between a browser and the cloud that can be cut and mended; what is on it then breaks.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _ends = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _far;
    private Task _accepting = Task.CompletedTask;
    private volatile bool _isCut;

    private Wire(int far) => _far = far;

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public static Wire To(CloudProcess cloud)
    {
        var wire = new Wire(cloud.Port);
        wire._listener.Start();
        wire._accepting = wire.AcceptAsync();
        return wire;
    }

    public void Cut()
    {
        _isCut = true;
        foreach (var end in _ends.Keys)
            end.Dispose();
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carried = new ConcurrentDictionary<Task, byte>();
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isCut)
                {
                    near.Dispose();
                    continue;
                }

                carried.TryAdd(CarryAsync(near), 0);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            await Task.WhenAll(carried.Keys);
        }
    }

    // However one end goes, the other goes, too.
    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        _ends.TryAdd(near, 0);
        _ends.TryAdd(far, 0);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _far, _stop.Token);
            await using var one = near.GetStream();
            await using var other = far.GetStream();
            await Task.WhenAny(one.CopyToAsync(other, _stop.Token), other.CopyToAsync(one, _stop.Token));
        }
        catch (Exception broken)
            when (broken
                    is IOException
                        or SocketException
                        or ObjectDisposedException
                        or InvalidOperationException
                        or OperationCanceledException
            )
        {
            // Cut, or one end went by itself.
        }
        finally
        {
            near.Dispose();
            _ends.TryRemove(near, out _);
            _ends.TryRemove(far, out _);
        }
    }
}
