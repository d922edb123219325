using System.Threading.Channels;

namespace Firstlight.Fleet;

/// <summary>Wakes one loop. Set many times before the loop looks, it wakes once.</summary>
internal sealed class WakeUp
{
    private readonly Channel<bool> _slot = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Set() => _slot.Writer.TryWrite(true);

    public async ValueTask WaitAsync(CancellationToken cancellation) => await _slot.Reader.ReadAsync(cancellation);
}
