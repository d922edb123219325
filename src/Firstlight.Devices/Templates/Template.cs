using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>How a device type reaches the internet.</summary>
public enum ConnectionType
{
    /// <summary>Wi-Fi; the only one with an access point for set-up.</summary>
    WiFi,

    /// <summary>Ethernet.</summary>
    Ethernet,

    /// <summary>A mobile network.</summary>
    Cellular,

    /// <summary>Satellite.</summary>
    Satellite,

    /// <summary>LoRaWAN.</summary>
    LoRaWan,
}

/// <summary>A device type: what every unit of it can do and show.</summary>
/// <param name="Id">The id that firmware carries.</param>
/// <param name="Organisation">Whose template it is.</param>
/// <param name="Name">Unique per organisation, 1 to 100 letters, digits and spaces; part of the access point's name.</param>
/// <param name="Hardware">The board, such as <c>ESP32</c>.</param>
/// <param name="ConnectionType">How units reach the internet.</param>
/// <param name="HotspotPrefix">What the access point's name begins with, at most 20 letters, digits and spaces.</param>
/// <param name="OfflineAfter">How long a lost device still counts as online. Default one minute.</param>
/// <param name="Datastreams">The channels, in the order they were made.</param>
/// <param name="MetadataFields">What is known about a unit beside its values.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Template(
    TemplateId Id,
    OrganisationId Organisation,
    string Name,
    string Hardware,
    ConnectionType ConnectionType,
    string HotspotPrefix,
    TimeSpan OfflineAfter,
    IReadOnlyList<Datastream> Datastreams,
    IReadOnlyList<MetadataField> MetadataFields,
    DateTimeOffset CreatedAt
)
{
    /// <summary>What its units may log, in the order they were made.</summary>
    public IReadOnlyList<TemplateEvent> Events { get; init; } = [];

    /// <summary>What the app says to a customer whose new unit is online; null for nothing of the maker's own.</summary>
    public string? WelcomeText { get; init; }

    /// <summary>The event of that code, if the template has one; letter case counts.</summary>
    public TemplateEvent? FindEvent(string code)
    {
        foreach (var known in Events)
        {
            if (string.Equals(known.Code, code, StringComparison.Ordinal))
                return known;
        }

        return null;
    }

    /// <summary>The datastream on <paramref name="pin"/>, if there is one.</summary>
    public Datastream? FindDatastream(VirtualPin pin)
    {
        // Asked for each value of each device: an enumerator would be the only garbage on that way.
        for (var index = 0; index < Datastreams.Count; index++)
        {
            if (Datastreams[index].Pin == pin)
                return Datastreams[index];
        }

        return null;
    }
}

/// <summary>An organisation uses a template of one above it.</summary>
public readonly record struct TemplateUse(TemplateId Template, OrganisationId Organisation);

/// <summary>What a datastream holds.</summary>
public enum DatastreamType
{
    /// <summary>A whole number of 32 bits with sign.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Double,

    /// <summary>Text up to 1024 bytes.</summary>
    String,

    /// <summary>A whole number that stands for a word.</summary>
    Enum,

    /// <summary>Longitude and latitude.</summary>
    Location,
}

/// <summary>One typed channel of a template.</summary>
/// <param name="Id">Its number within the template, from 1.</param>
/// <param name="Name">Unique per template, 1 to 50 characters; MQTT addresses datastreams by it.</param>
/// <param name="Pin">Unique per template.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Minimum">Lower bound for numbers; smaller values are raised to it.</param>
/// <param name="Maximum">Upper bound for numbers; larger values are lowered to it.</param>
/// <param name="Unit">Shown behind the value.</param>
/// <param name="DefaultValue">The value before the first write, in wire form.</param>
/// <param name="SyncOnConnect">Part of "sync all" ("sync with latest server value").</param>
public sealed record Datastream(
    int Id,
    string Name,
    VirtualPin Pin,
    DatastreamType Type,
    double? Minimum,
    double? Maximum,
    string? Unit,
    string? DefaultValue,
    bool SyncOnConnect
)
{
    /// <summary>What is kept of its past.</summary>
    public DatastreamHistory History { get; init; }

    /// <summary>Digits behind the point that people are shown; null: as many as there are. Doubles only.</summary>
    public int? Decimals { get; init; }

    /// <summary>How long a value holds ("invalidate value"); null: until the next one.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>True when a value holds only while the device is online.</summary>
    public bool ExpiresOffline { get; init; }

    /// <summary>What the numbers of an enumeration stand for; null: any number is taken.</summary>
    public IReadOnlyList<EnumWord>? Words { get; init; }

    /// <summary>What is taken for a number that stands for nothing; null: such a number is refused.</summary>
    public int? Fallback { get; init; }

    /// <summary>True when a value of <paramref name="updatedAt"/> holds no more.</summary>
    public bool HasExpired(DateTimeOffset updatedAt, DateTimeOffset now, bool isOnline) =>
        (ExpiresOffline && !isOnline) || (ExpiresAfter is { } span && now - updatedAt >= span);
}

/// <summary>What a number of an enumeration stands for.</summary>
/// <param name="Value">The number.</param>
/// <param name="Text">What people read.</param>
/// <param name="Color">How it is shown, <c>#RRGGBB</c>; null for no colour of its own.</param>
public sealed record EnumWord(int Value, string Text, string? Color);

/// <summary>The kinds of metadata fields that exist so far.</summary>
public enum MetadataType
{
    /// <summary>Text up to 255 characters.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>15 digits.</summary>
    Imei,

    /// <summary>A SIM card's number.</summary>
    Iccid,
}

/// <summary>One field of metadata.</summary>
/// <param name="Id">Its number within the template. 1 to 99 are built in.</param>
/// <param name="Name">Unique per template; case matters.</param>
/// <param name="Type">What it holds.</param>
/// <param name="DefaultValue">The value of a unit that has none.</param>
/// <param name="AskAtProvisioning">The app asks for it when a unit is added.</param>
/// <param name="Required">The app insists.</param>
public sealed record MetadataField(
    int Id,
    string Name,
    MetadataType Type,
    string? DefaultValue,
    bool AskAtProvisioning,
    bool Required
)
{
    /// <summary>The field that says by which clock a device lives.</summary>
    public const string TimeZone = "Time Zone";

    /// <summary>Fields every device has, whatever its template says; devices may write them.</summary>
    public static readonly IReadOnlyList<string> WritableByEveryDevice = ["Hotspot Name", "Device UID", TimeZone];
}

/// <summary>How much an event matters.</summary>
public enum EventSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Somebody must act.</summary>
    Critical,
}

/// <summary>Something that units of a template may log.</summary>
/// <param name="Id">Its number within the template, from 1.</param>
/// <param name="Code">What firmware logs, such as <c>too_hot</c>; unique per template.</param>
/// <param name="Name">What people read; unique per template.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Description">Said when the device says no more.</param>
public sealed record TemplateEvent(int Id, string Code, string Name, EventSeverity Severity, string? Description);
