using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Firstlight.Gateway.Door;

/// <summary>Where HTTP connections wait for Kestrel to take them, and the only "listener" Kestrel sees.</summary>
internal sealed class HttpHandover(EndPoint endPoint, Func<CancellationToken, Task> close) : IConnectionListener
{
    /// <summary>Kestrel takes them at once; more than a few waiting means that it is stopping.</summary>
    private const int WaitingMax = 1_024;

    private readonly Channel<ConnectionContext> _waiting = Channel.CreateBounded<ConnectionContext>(WaitingMax);

    public EndPoint EndPoint => endPoint;

    /// <summary>False when the server stops: the caller still owns the connection.</summary>
    public async ValueTask<bool> TryHandOverAsync(ConnectionContext connection, CancellationToken cancellation)
    {
        while (await _waiting.Writer.WaitToWriteAsync(cancellation))
        {
            if (_waiting.Writer.TryWrite(connection))
                return true;
        }

        return false;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_waiting.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        await close(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var connection))
            await connection.DisposeAsync();
    }
}
