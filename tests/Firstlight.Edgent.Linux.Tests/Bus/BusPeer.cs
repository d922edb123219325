using System.Collections.Concurrent;

namespace Firstlight.Edgent.Linux.Tests.Bus;

/// <summary>A program on the bus that has a name and answers calls.</summary>
internal sealed class BusPeer : IAsyncDisposable
{
    private readonly BusWire _wire;
    private readonly Func<BusMessage, (string Signature, object[] Values)?> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly TaskCompletionSource _named = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<BusMessage> _behind = new();
    private uint _serial;

    private BusPeer(BusWire wire, Func<BusMessage, (string Signature, object[] Values)?> answer)
    {
        (_wire, _answer) = (wire, answer);
        _serving = ServeAsync();
    }

    public static async Task<BusPeer> StartAsync(
        string address,
        string name,
        Func<BusMessage, (string Signature, object[] Values)?> answer
    )
    {
        var peer = new BusPeer(await BusWire.OpenAsync(address, TestContext.Current.CancellationToken), answer);
        await peer.CallBusAsync("Hello", "");
        await peer.CallBusAsync("RequestName", "su", name, 0u);
        await peer._named.Task.WaitAsync(TestContext.Current.CancellationToken);
        return peer;
    }

    /// <summary>Sends a signal now.</summary>
    public Task SignalAsync(string path, string face, string member, string signature, params object[] values) =>
        _wire.WriteAsync(Signal(path, face, member, signature, values), _stop.Token);

    /// <summary>Sends a signal behind the answer that is being made.</summary>
    public void Then(string path, string face, string member, string signature, params object[] values) =>
        _behind.Enqueue(Signal(path, face, member, signature, values));

    private BusMessage Signal(string path, string face, string member, string signature, object[] values) =>
        new()
        {
            Kind = BusMessageKind.Signal,
            Serial = Interlocked.Increment(ref _serial),
            Path = path,
            Interface = face,
            Member = member,
            Signature = signature,
            Body = values,
        };

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _wire.Dispose();
        await _serving;
    }

    private Task CallBusAsync(string member, string signature, params object[] values) =>
        _wire.WriteAsync(
            new BusMessage
            {
                Kind = BusMessageKind.Call,
                Serial = Interlocked.Increment(ref _serial),
                Destination = BusConnection.BusName,
                Path = BusConnection.BusPath,
                Interface = BusConnection.BusName,
                Member = member,
                Signature = signature,
                Body = values,
            },
            _stop.Token
        );

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var message = await _wire.ReadAsync(_stop.Token);
                if (message.Kind == BusMessageKind.Reply && message.ReplySerial == 2)
                    _named.TrySetResult();
                if (message.Kind == BusMessageKind.Call)
                    await _wire.WriteAsync(AnswerTo(message), _stop.Token);
                while (_behind.TryDequeue(out var signal))
                    await _wire.WriteAsync(signal, _stop.Token);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or BusClosedException)
        {
            _named.TrySetException(fault);
        }
    }

    private BusMessage AnswerTo(BusMessage call)
    {
        var answer = new BusMessage
        {
            Kind = BusMessageKind.Reply,
            Serial = Interlocked.Increment(ref _serial),
            ReplySerial = call.Serial,
            Destination = call.Sender,
        };
        try
        {
            return _answer(call) is { } given
                ? answer with
                {
                    Signature = given.Signature,
                    Body = given.Values,
                }
                : Error("org.freedesktop.DBus.Error.UnknownMethod", "No such thing.");
        }
        catch (BusErrorException refused)
        {
            return Error(refused.Name, refused.Words);
        }

        BusMessage Error(string name, string words) =>
            answer with
            {
                Kind = BusMessageKind.Error,
                ErrorName = name,
                Signature = "s",
                Body = [words],
            };
    }
}
