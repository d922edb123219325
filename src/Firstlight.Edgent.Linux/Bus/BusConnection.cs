using System.Collections.Concurrent;

namespace Firstlight.Edgent.Linux;

/// <summary>A D-Bus client: calls with answers and a deadline, signals by rule, and one end for all when the bus goes away.</summary>
internal sealed class BusConnection : IAsyncDisposable
{
    public const string BusName = "org.freedesktop.DBus";
    public const string BusPath = "/org/freedesktop/DBus";

    /// <summary>Calls that wait for their answers.</summary>
    public const int CallsMax = 64;

    /// <summary>Rules at a time.</summary>
    public const int RulesMax = 32;

    private const string NameHasNoOwner = "org.freedesktop.DBus.Error.NameHasNoOwner";
    private const string UnknownMethod = "org.freedesktop.DBus.Error.UnknownMethod";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly BusWire _wire;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<BusMessage>> _calls = new();
    private readonly ConcurrentDictionary<BusSignals, byte> _signals = new();
    private readonly Task _reading;
    private uint _serial;
    private int _closed;

    private BusConnection(BusWire wire, TimeProvider time)
    {
        (_wire, _time) = (wire, time);
        _reading = ReadAsync();
    }

    /// <summary>Our own name on the bus.</summary>
    public string UniqueName { get; private set; } = "";

    /// <summary>Done when the bus is gone, for whatever reason.</summary>
    public Task Ended => _reading;

    /// <exception cref="BusClosedException">Nobody listens there, or it does not let us in.</exception>
    public static async Task<BusConnection> OpenAsync(string address, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        BusConnection? bus = null;
        try
        {
            bus = new BusConnection(await BusWire.OpenAsync(address, either.Token), time);
            var answer = await bus.CallAsync(new BusCall(BusName, BusPath, BusName, "Hello"), either.Token);
            bus.UniqueName = (string)answer[0];
            return bus;
        }
        catch (Exception fault)
        {
            if (bus is not null)
                await bus.DisposeAsync();
            if (fault is OperationCanceledException && !cancellation.IsCancellationRequested)
                throw new BusClosedException($"The bus at {address} does not answer.", fault);
            throw;
        }
    }

    /// <summary>Calls and waits for the answer.</summary>
    /// <exception cref="BusErrorException">The answer is an error.</exception>
    /// <exception cref="BusClosedException">The bus is gone.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public async Task<IReadOnlyList<object>> CallAsync(BusCall call, CancellationToken cancellation)
    {
        if (_calls.Count >= CallsMax)
            throw new InvalidOperationException($"More than {CallsMax} calls wait for their answers.");
        var serial = Interlocked.Increment(ref _serial);
        var answer = new TaskCompletionSource<BusMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[serial] = answer;
        try
        {
            if (_reading.IsCompleted)
                throw new BusClosedException("The bus is gone.");
            await _wire.WriteAsync(MessageOf(call, serial), cancellation);
            return ResultOf(await answer.Task.WaitAsync(Patience, _time, cancellation));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{call} was not answered in {Patience.TotalSeconds} s.", late);
        }
        finally
        {
            _calls.TryRemove(serial, out _);
        }
    }

    /// <summary>Who has a name now, by unique name; null when nobody has.</summary>
    public async Task<string?> OwnerOfAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var call = new BusCall(BusName, BusPath, BusName, "GetNameOwner", "s", name);
            return (string)(await CallAsync(call, cancellation))[0];
        }
        catch (BusErrorException none) when (none.Name == NameHasNoOwner)
        {
            return null;
        }
    }

    /// <summary>Asks for signals; they are kept from now on.</summary>
    public async Task<BusSignals> SubscribeAsync(SignalRule rule, CancellationToken cancellation)
    {
        if (_signals.Count >= RulesMax)
            throw new InvalidOperationException($"More than {RulesMax} rules for signals.");
        var signals = new BusSignals(rule, ForgetAsync);
        _signals[signals] = 0;
        try
        {
            await CallAsync(RuleCall("AddMatch", rule), cancellation);
            return signals;
        }
        catch
        {
            _signals.TryRemove(signals, out _);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        await _closing.CancelAsync();
        _wire.Dispose();
        await _reading;
        _closing.Dispose();
    }

    private async ValueTask ForgetAsync(BusSignals signals)
    {
        if (!_signals.TryRemove(signals, out _) || _reading.IsCompleted)
            return;
        try
        {
            await CallAsync(RuleCall("RemoveMatch", signals.Rule), CancellationToken.None);
        }
        catch (Exception fault) when (fault is BusClosedException or BusErrorException or TimeoutException)
        {
            // The bus is gone or going, and the rule with it.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
                await TakeAsync(await _wire.ReadAsync(_closing.Token));
        }
        catch (Exception fault)
        {
            _wire.Dispose();
            foreach (var call in _calls.Values)
                call.TrySetException(new BusClosedException("The bus is gone.", fault));
            foreach (var signals in _signals.Keys)
                signals.End();
        }
    }

    private async Task TakeAsync(BusMessage message)
    {
        switch (message.Kind)
        {
            case BusMessageKind.Reply or BusMessageKind.Error:
                if (_calls.TryGetValue(message.ReplySerial, out var waiting))
                    waiting.TrySetResult(message);
                break;
            case BusMessageKind.Signal:
                foreach (var signals in _signals.Keys)
                {
                    if (signals.Rule.Fits(message))
                        signals.Take(message);
                }

                break;
            case BusMessageKind.Call when (message.Flags & BusMessage.NoReplyExpected) == 0:
                await RefuseAsync(message);
                break;
        }
    }

    /// <summary>We have no objects that others could call.</summary>
    private Task RefuseAsync(BusMessage call) =>
        _wire.WriteAsync(
            new BusMessage
            {
                Kind = BusMessageKind.Error,
                Serial = Interlocked.Increment(ref _serial),
                ReplySerial = call.Serial,
                Destination = call.Sender,
                ErrorName = UnknownMethod,
                Signature = "s",
                Body = ["There is nothing to call here."],
            },
            _closing.Token
        );

    private static BusMessage MessageOf(BusCall call, uint serial) =>
        new()
        {
            Kind = BusMessageKind.Call,
            Serial = serial,
            Destination = call.Destination,
            Path = call.Path,
            Interface = call.Interface,
            Member = call.Member,
            Signature = call.Signature,
            Body = call.Values,
        };

    private static IReadOnlyList<object> ResultOf(BusMessage answer) =>
        answer.Kind == BusMessageKind.Reply
            ? answer.Body
            : throw new BusErrorException(answer.ErrorName, answer.Body is [string words, ..] ? words : "");

    private static BusCall RuleCall(string member, SignalRule rule) =>
        new(BusName, BusPath, BusName, member, "s", rule.ToText());
}
