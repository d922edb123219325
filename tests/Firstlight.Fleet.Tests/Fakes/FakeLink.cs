using System.Collections.Concurrent;

namespace Firstlight.Fleet.Tests;

/// <summary>A device's end of a connection: remembers what came.</summary>
internal sealed class FakeLink : IDeviceLink
{
    public ConcurrentQueue<DeviceCommand> Received { get; } = new();

    /// <summary>Why it was aborted; null while it stands.</summary>
    public LinkEnd? Aborted { get; private set; }

    public bool Takes { get; set; } = true;

    /// <summary>When set, a send takes as long as this.</summary>
    public Task? Busy { get; set; }

    public Action<DeviceCommand>? OnSend { get; set; }

    public long TakenAt { get; init; }

    public string Protocol => "native";

    public string RemoteAddress => "127.0.0.1";

    public async ValueTask<bool> SendAsync(DeviceCommand command, CancellationToken cancellation)
    {
        await Task.Yield();
        if (Busy is { } busy)
            await busy.WaitAsync(cancellation);
        OnSend?.Invoke(command);
        Received.Enqueue(command);
        return Takes;
    }

    /// <summary>The answer to a ping; null: it takes none.</summary>
    public TaskCompletionSource<bool>? Ping { get; init; }

    public async ValueTask<bool> PingAsync(CancellationToken cancellation) =>
        Ping is not null && await Ping.Task.WaitAsync(cancellation);

    public void Abort(LinkEnd end) => Aborted = end;
}
