namespace Firstlight.Edgent.Linux;

/// <summary>
/// wpa_supplicant's object for an interface. It does what NetworkManager tells it, and knows two things that NetworkManager does
/// not pass on: who is on the access point, and that a router refused a password the newer way.
/// </summary>
internal sealed record Supplicant(BusConnection Bus, string Owner, string Path)
{
    public const string Interface = Name + ".Interface";

    private const string Name = "fi.w1.wpa_supplicant1";
    private const string RootPath = "/fi/w1/wpa_supplicant1";

    /// <summary>Null when it does not run.</summary>
    /// <exception cref="BusErrorException">It does not know the interface, or we may not ask it.</exception>
    public static async Task<Supplicant?> FindAsync(BusConnection bus, string face, CancellationToken cancellation)
    {
        if (await bus.OwnerOfAsync(Name, cancellation) is not { } owner)
            return null;
        var found = await bus.CallAsync(new BusCall(owner, RootPath, Name, "GetInterface", "s", face), cancellation);
        return new Supplicant(bus, owner, ((ObjectPath)found[0]).Text);
    }

    public Task<BusSignals> SubscribeAsync(string face, CancellationToken cancellation) =>
        Bus.SubscribeAsync(new SignalRule(Owner, Path, face), cancellation);

    /// <summary>How many are on the access point.</summary>
    public async Task<int> CountStationsAsync(CancellationToken cancellation)
    {
        var call = new BusCall(Owner, Path, Nm.Properties, "Get", "ss", Interface, "Stations");
        var held = (Variant)(await Bus.CallAsync(call, cancellation))[0];
        return ((object[])held.Value).Length;
    }
}
