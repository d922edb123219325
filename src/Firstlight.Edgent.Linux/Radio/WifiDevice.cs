using System.Text;

namespace Firstlight.Edgent.Linux;

/// <summary>One Wi-Fi interface of NetworkManager.</summary>
internal sealed class WifiDevice(NetworkManagerLink link, string path, string name, TimeProvider time)
{
    /// <summary>A scan over all channels; with 6 GHz some need half of it.</summary>
    private static readonly TimeSpan ScanPatience = TimeSpan.FromSeconds(15);

    /// <summary>NetworkManager refuses a scan while another runs, or right behind it.</summary>
    private static readonly TimeSpan ScanAgain = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ListSettle = TimeSpan.FromMilliseconds(300);

    /// <summary>For a connection to end, or the hardware to be ready.</summary>
    private static readonly TimeSpan StatePatience = TimeSpan.FromSeconds(10);

    /// <summary>Such as <c>wlan0</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The Wi-Fi interface of that name, or the first one that is not the unwanted one; null when there is none.</summary>
    public static async Task<WifiDevice?> FindAsync(
        NetworkManagerLink link,
        string? wanted,
        string? unwanted,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var found = new List<(string Name, string Path)>();
        var paths = (object[])(await link.CallAsync(Nm.Path, Nm.Name, "GetDevices", cancellation))[0];
        foreach (var path in paths.OfType<ObjectPath>())
        {
            var device = await link.GetAllAsync(path.Text, Nm.Device, cancellation);
            var name = device.Get("Interface", "");
            if (
                device.Get("DeviceType", 0u) == Nm.WifiDeviceType
                && (wanted is null ? name != unwanted : name == wanted)
            )
                found.Add((name, path.Text));
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return found is [var first, ..] ? new WifiDevice(link, first.Path, first.Name, time) : null;
    }

    public Task<PropertyBag> WirelessAsync(CancellationToken cancellation) =>
        link.GetAllAsync(path, Nm.Wireless, cancellation);

    public async Task<NmState> StateAsync(CancellationToken cancellation) =>
        (NmState)await link.GetAsync<uint>(path, Nm.Device, "State", cancellation);

    /// <summary>Whether NetworkManager may connect it by itself.</summary>
    public Task AllowAutoconnectAsync(bool allowed, CancellationToken cancellation) =>
        link.SetAsync(path, Nm.Device, "Autoconnect", new Variant("b", allowed), cancellation);

    /// <summary>Its steps from now on.</summary>
    public Task<BusSignals> StepsAsync(CancellationToken cancellation) =>
        link.SubscribeAsync(path, Nm.Device, "StateChanged", cancellation);

    public static NmStep StepOf(BusMessage signal) =>
        signal.Body is [uint state, uint, uint reason] ? new NmStep((NmState)state, (NmReason)reason) : default;

    /// <summary>Done when a connected interface is so no more; the answer says why, for the log.</summary>
    public static async Task<string> UntilEndAsync(BusSignals steps, CancellationToken cancellation)
    {
        try
        {
            NmStep step;
            do step = StepOf(await steps.ReadAsync(cancellation));
            while (step.State == NmState.Activated);
            return $"{step.State}, {step.Reason}";
        }
        catch (BusClosedException)
        {
            return "gone";
        }
    }

    /// <summary>Ends whatever it is connected to, and waits for that. False: it is not usable now.</summary>
    public async Task<bool> RestAsync(CancellationToken cancellation)
    {
        await using var steps = await StepsAsync(cancellation);
        var state = await StateAsync(cancellation);
        if (state > NmState.Disconnected)
        {
            try
            {
                await link.CallAsync(path, Nm.Device, "Disconnect", cancellation);
            }
            catch (BusErrorException idle) when (idle.Name.EndsWith("NotActive", StringComparison.Ordinal))
            {
                // It has just ended by itself.
            }
        }

        using var patience = new CancellationTokenSource(StatePatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            for (state = await StateAsync(cancellation); state != NmState.Disconnected; )
                state = StepOf(await steps.ReadAsync(either.Token)).State;
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Looks around, asking for a hidden network by name when one is given, and lists what is in the air.</summary>
    public async Task<IReadOnlyList<AirNetwork>> ScanAsync(string? hidden, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(ScanPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await using var changes = await link.SubscribeAsync(path, Nm.Properties, "PropertiesChanged", either.Token);
            await AskForScanAsync(hidden, either.Token);
            while (!IsScanDone(await changes.ReadAsync(either.Token)))
            {
                // Something else about the interface changed.
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // NetworkManager looks around by itself, too: its list is the best there is.
        }

        return await ListSettledAsync(cancellation);
    }

    /// <summary>Activates a profile of ours that no disk ever sees. The steps of it, the last one the end.</summary>
    /// <exception cref="BusErrorException">NetworkManager does not take the profile.</exception>
    public async Task<IReadOnlyList<NmStep>> ActivateAsync(
        Dictionary<object, object> profile,
        bool endsWithUs,
        BusSignals steps,
        CancellationToken cancellation
    )
    {
        var options = new Dictionary<object, object> { ["persist"] = new Variant("s", "volatile") };
        if (endsWithUs)
            options["bind-activation"] = new Variant("s", "dbus-client");
        await link.CallAsync(
            Nm.Path,
            Nm.Name,
            "AddAndActivateConnection2",
            cancellation,
            "a{sa{sv}}ooa{sv}",
            profile,
            new ObjectPath(path),
            ObjectPath.None,
            options
        );
        var seen = new List<NmStep>();
        while (true)
        {
            var step = StepOf(await steps.ReadAsync(cancellation));
            var begun = seen.Count > 0;
            if (!begun && step.State is < NmState.Prepare or > NmState.Failed or NmState.Deactivating)
                continue; // What was before ends.
            seen.Add(step);
            if (step.State is NmState.Activated or NmState.Failed or <= NmState.Disconnected)
                return seen;
        }
    }

    private async Task AskForScanAsync(string? hidden, CancellationToken cancellation)
    {
        var options = new Dictionary<object, object>();
        if (hidden is not null)
            options["ssids"] = new Variant("aay", new object[] { Encoding.UTF8.GetBytes(hidden) });
        while (true)
        {
            try
            {
                await link.CallAsync(path, Nm.Wireless, "RequestScan", cancellation, "a{sv}", options);
                return;
            }
            catch (BusErrorException busy) when (busy.Name.EndsWith("NotAllowed", StringComparison.Ordinal))
            {
                await Task.Delay(ScanAgain, time, cancellation);
            }
        }
    }

    /// <summary>What NetworkManager has heard lately. Behind a scan it takes in one network after the other: until no more come.</summary>
    private async Task<IReadOnlyList<AirNetwork>> ListSettledAsync(CancellationToken cancellation)
    {
        var list = await ListAsync(cancellation);
        while (true)
        {
            await Task.Delay(ListSettle, time, cancellation);
            var later = await ListAsync(cancellation);
            if (later.Count <= list.Count)
                return later;
            list = later;
        }
    }

    /// <summary>What NetworkManager has heard lately.</summary>
    public async Task<IReadOnlyList<AirNetwork>> ListAsync(CancellationToken cancellation)
    {
        var networks = new List<AirNetwork>();
        var paths = (object[])(await link.CallAsync(path, Nm.Wireless, "GetAllAccessPoints", cancellation))[0];
        foreach (var one in paths.OfType<ObjectPath>())
        {
            try
            {
                var network = AirNetwork.Read(one.Text, await link.GetAllAsync(one.Text, Nm.AccessPoint, cancellation));
                if (network.IsRouter)
                    networks.Add(network);
            }
            catch (BusErrorException)
            {
                // It left the air between the list and the question.
            }
        }

        return networks;
    }

    private static bool IsScanDone(BusMessage signal) =>
        signal.Body is [Nm.Wireless, Dictionary<object, object> changed, ..] && changed.ContainsKey("LastScan");
}
