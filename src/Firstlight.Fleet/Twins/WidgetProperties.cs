using System.Collections.Frozen;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>Properties of widgets that devices set. The names are those of the device protocol, legacy and 2.x.</summary>
internal sealed class WidgetProperties(ITemplateCatalog catalog, Outbox outbox)
{
    /// <summary>The longest value that is kept; a longer one is refused.</summary>
    public const int ValueCharactersMax = 4_096;

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "label",
        "color",
        "onBackColor",
        "offBackColor",
        "onColor",
        "offColor",
        "onLabel",
        "offLabel",
        "labels",
        "min",
        "max",
        "isOnPlay",
        "url",
        "urls",
        "step",
        "valueFormatting",
        "suffix",
        "maximumFractionDigits",
        "opacity",
        "scale",
        "rotation",
        "isDisabled",
        "isHidden",
        "isMuted",
        "page",
        "sound",
        "loop",
        "autoplay",
        "icons",
        "sortType",
        "onImageUrl",
        "offImageUrl",
        "contentDesign",
        "backColor"
    );

    public async ValueTask<bool> SetAsync(
        DeviceIdentity who,
        Twin twin,
        IReadOnlyList<VirtualPin> pins,
        string property,
        string value,
        bool durable,
        CancellationToken cancellation
    )
    {
        if (!Fits(property, value))
            return false;
        if (await catalog.FindAsync(who.Organisation, who.Template, cancellation) is not { } template)
            return true;
        var batch = 0L;
        for (var index = 0; index < pins.Count; index++)
        {
            if (template.FindDatastream(pins[index]) is null)
                continue;
            await outbox.EnterAsync(durable, cancellation);
            lock (twin.Gate)
                twin.LastBatch = batch = outbox.Add(new PropertyRecord(who.Device, pins[index], property, value));
        }

        if (durable && batch > 0)
            await outbox.SavedAsync(who.Device, batch, cancellation);
        return true;
    }

    /// <summary>Several properties of one pin: in one commit, or not at all.</summary>
    public async ValueTask<bool> SetAllAsync(
        DeviceIdentity who,
        Twin twin,
        VirtualPin pin,
        IReadOnlyList<PropertyValue> properties,
        CancellationToken cancellation
    )
    {
        if (properties.Count > Names.Count || !properties.All(property => Fits(property.Name, property.Value)))
            return false;
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        if (properties.Count == 0 || template?.FindDatastream(pin) is null)
            return true;
        var records = properties.Select(set => new PropertyRecord(who.Device, pin, set.Name, set.Value)).ToArray();
        await outbox.EnterAsync(durable: true, cancellation, records.Length);
        long batch;
        lock (twin.Gate)
            twin.LastBatch = batch = outbox.Add(records);
        await outbox.SavedAsync(who.Device, batch, cancellation);
        return true;
    }

    /// <summary>Takes a property away: the pin's widget looks as it is designed. False for a name that nobody knows.</summary>
    public async ValueTask<bool> EraseAsync(
        DeviceIdentity who,
        Twin twin,
        VirtualPin pin,
        string property,
        CancellationToken cancellation
    )
    {
        if (!Names.Contains(property))
            return false;
        await outbox.EnterAsync(durable: false, cancellation);
        lock (twin.Gate)
            twin.LastBatch = outbox.Add(new PropertyRecord(who.Device, pin, property, Value: null));
        return true;
    }

    private static bool Fits(string property, string value) =>
        Names.Contains(property) && value.Length <= ValueCharactersMax;
}
