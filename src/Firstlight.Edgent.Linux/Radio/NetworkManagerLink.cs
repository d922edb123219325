namespace Firstlight.Edgent.Linux;

/// <summary>
/// NetworkManager as it runs now: calls and signals of this very process. When it stops or restarts, or the bus goes away,
/// the link has ended; another one is opened then.
/// </summary>
internal sealed class NetworkManagerLink : IAsyncDisposable
{
    private readonly BusConnection _bus;
    private readonly string _owner;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _watching;

    private NetworkManagerLink(BusConnection bus, string owner, BusSignals owners)
    {
        (_bus, _owner) = (bus, owner);
        _watching = WatchAsync(owners);
        Ended = _ended.Token;
    }

    /// <summary>Cancelled when this NetworkManager is gone.</summary>
    public CancellationToken Ended { get; }

    /// <exception cref="BoardUnavailableException">There is no bus, or no NetworkManager on it.</exception>
    public static async Task<NetworkManagerLink> OpenAsync(
        string address,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        BusConnection bus;
        try
        {
            bus = await BusConnection.OpenAsync(address, time, cancellation);
        }
        catch (Exception fault) when (fault is BusClosedException or FormatException)
        {
            throw new BoardUnavailableException($"{fault.Message} Install dbus and start it.", fault);
        }

        try
        {
            var changes = new SignalRule(
                BusConnection.BusName,
                Interface: BusConnection.BusName,
                Member: "NameOwnerChanged",
                FirstArgument: Nm.Name
            );
            var owners = await bus.SubscribeAsync(changes, cancellation);
            var owner = await bus.OwnerOfAsync(Nm.Name, cancellation);
            return owner is null
                ? throw new BoardUnavailableException(
                    "NetworkManager does not run. Install it (apt install network-manager) and start it (systemctl start NetworkManager)."
                )
                : new NetworkManagerLink(bus, owner, owners);
        }
        catch
        {
            await bus.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="BusErrorException">NetworkManager refuses.</exception>
    public Task<IReadOnlyList<object>> CallAsync(
        string path,
        string face,
        string member,
        CancellationToken cancellation,
        string signature = "",
        params object[] values
    ) => _bus.CallAsync(new BusCall(_owner, path, face, member, signature, values), cancellation);

    public async Task<T> GetAsync<T>(string path, string face, string property, CancellationToken cancellation)
    {
        var answer = await CallAsync(path, Nm.Properties, "Get", cancellation, "ss", face, property);
        return (T)((Variant)answer[0]).Value;
    }

    public async Task<PropertyBag> GetAllAsync(string path, string face, CancellationToken cancellation) =>
        new((Dictionary<object, object>)(await CallAsync(path, Nm.Properties, "GetAll", cancellation, "s", face))[0]);

    public Task SetAsync(string path, string face, string property, Variant value, CancellationToken cancellation) =>
        CallAsync(path, Nm.Properties, "Set", cancellation, "ssv", face, property, value);

    /// <summary>Signals of one of its objects.</summary>
    public Task<BusSignals> SubscribeAsync(string path, string face, string member, CancellationToken cancellation) =>
        _bus.SubscribeAsync(new SignalRule(_owner, path, face, member), cancellation);

    /// <summary>Another program on the same bus.</summary>
    public BusConnection Bus => _bus;

    public async ValueTask DisposeAsync()
    {
        await _bus.DisposeAsync();
        await _watching;
        _ended.Dispose();
    }

    private async Task WatchAsync(BusSignals owners)
    {
        try
        {
            await owners.ReadAsync(CancellationToken.None);
        }
        catch (BusClosedException)
        {
            // The bus is gone, and NetworkManager with it.
        }

        await _ended.CancelAsync();
        // Whoever waits for a signal of this NetworkManager would wait for ever.
        await _bus.DisposeAsync();
    }
}
