using System.Threading.Channels;

namespace Firstlight.Edgent.Linux;

/// <summary>Signals of one rule, in their order, from the moment they were asked for. Disposing ends it.</summary>
internal sealed class BusSignals(SignalRule rule, Func<BusSignals, ValueTask> forget) : IAsyncDisposable
{
    /// <summary>Signals that nobody has looked at yet. Who falls further behind must read the state anew.</summary>
    public const int WaitingMax = 256;

    private readonly Channel<BusMessage> _waiting = Channel.CreateBounded<BusMessage>(WaitingMax);

    public SignalRule Rule { get; } = rule;

    /// <exception cref="BusClosedException">The bus is gone, or the reader fell behind.</exception>
    public async ValueTask<BusMessage> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellation);
        }
        catch (ChannelClosedException closed)
        {
            throw new BusClosedException("No more signals come: the bus is gone, or too many were waiting.", closed);
        }
    }

    public void Take(BusMessage signal)
    {
        if (!_waiting.Writer.TryWrite(signal))
            End();
    }

    public void End() => _waiting.Writer.TryComplete();

    public ValueTask DisposeAsync()
    {
        End();
        return forget(this);
    }
}
