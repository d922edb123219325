using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// The lists of all devices. Bounded twice: kinds of one device, and <see cref="FleetOptions.DeviceErrorsMax"/> of all together, where the
/// device whose list did not change for the longest time loses it.
/// </summary>
internal sealed class DeviceErrors(
    IDeviceRegistry registry,
    ILiveEvents live,
    TimeProvider time,
    IOptions<FleetOptions> options
) : IDeviceErrors
{
    /// <summary>Kinds of errors kept of one device.</summary>
    public const int PerDeviceMax = 50;

    /// <summary>Longer texts are cut.</summary>
    public const int SubjectCharactersMax = 120;

    /// <inheritdoc cref="SubjectCharactersMax"/>
    public const int WordsCharactersMax = 400;

    private readonly Lock _gate = new();
    private readonly Dictionary<DeviceId, LinkedListNode<ErrorList>> _lists = [];
    private readonly LinkedList<ErrorList> _order = new(); // the longest unchanged first
    private int _count;

    /// <summary>Errors kept, of all devices together.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Never waits and never fails.</summary>
    /// <param name="who">Null while the device is still to be activated: then nobody can watch it.</param>
    public void Note(DeviceId device, DeviceIdentity? who, string protocol, DeviceFault fault)
    {
        var now = time.GetUtcNow();
        var cut = new DeviceFault(
            fault.Kind,
            Cut(fault.Subject, SubjectCharactersMax),
            Cut(fault.Words, WordsCharactersMax)
        );
        DeviceError error;
        bool isWorthTelling;
        lock (_gate)
        {
            var list = Hold(device);
            var before = list.Count;
            error = list.Note(cut, protocol, now);
            _count += list.Count - before;
            isWorthTelling = list.IsWorthTelling(error, now);
            while (_count > options.Value.DeviceErrorsMax && _order.First is { } oldest && oldest.Value != list)
                Remove(oldest.Value.Device);
        }

        if (who is not null && isWorthTelling && live.HasWatchers(who.Organisation))
            live.Publish(
                new LiveEvent(who.Organisation, "device.error", now, new DeviceErrorNoted(device.Value, error.Count))
                {
                    Owner = who.Owner,
                }
            );
    }

    /// <summary>Forgets a device that was deleted or is somebody else's now.</summary>
    public void Drop(DeviceId device)
    {
        lock (_gate)
            Remove(device);
    }

    public async Task<Outcome<IReadOnlyList<DeviceError>>> ReadAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(organisation, device, cancellation) is null)
            return UnknownDevice(device);
        lock (_gate)
            return _lists.TryGetValue(device, out var list) ? list.Value.LatestFirst() : [];
    }

    public async Task<Outcome<Done>> ClearAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(organisation, device, cancellation) is null)
            return UnknownDevice(device);
        Drop(device);
        return default(Done);
    }

    private ErrorList Hold(DeviceId device)
    {
        if (_lists.TryGetValue(device, out var place))
            _order.Remove(place);
        else
            _lists.Add(device, place = new LinkedListNode<ErrorList>(new ErrorList(device)));
        _order.AddLast(place);
        return place.Value;
    }

    private void Remove(DeviceId device)
    {
        if (!_lists.Remove(device, out var place))
            return;
        _order.Remove(place);
        _count -= place.Value.Count;
    }

    private static string Cut(string text, int max) =>
        text.Length <= max ? text : string.Concat(text.AsSpan(0, max - 1), "…");

    private static Refusal UnknownDevice(DeviceId device) =>
        Refusal.NotFound("device", $"There is no device {device}.");
}
