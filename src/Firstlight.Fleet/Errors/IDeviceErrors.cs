using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>What kind of thing went wrong with what a device said.</summary>
public enum DeviceErrorKind
{
    /// <summary>There is no such topic or command.</summary>
    UnknownTopic,

    /// <summary>The message cannot be read.</summary>
    BadPayload,

    /// <summary>The template has no such datastream.</summary>
    UnknownDatastream,

    /// <summary>The value does not fit its datastream.</summary>
    WrongValue,

    /// <summary>A widget property was refused.</summary>
    PropertyRefused,

    /// <summary>An event was refused, or the template does not know it.</summary>
    EventRefused,

    /// <summary>Metadata was refused.</summary>
    MetadataRefused,

    /// <summary>The device may not do this.</summary>
    NotAllowed,

    /// <summary>The device is not activated yet, or of another template.</summary>
    Provisioning,

    /// <summary>Too many messages.</summary>
    Flood,

    /// <summary>The bytes break the protocol.</summary>
    BrokenProtocol,

    /// <summary>Something for the device does not fit it.</summary>
    TooLarge,
}

/// <summary>Something a device did that was refused or odd.</summary>
/// <param name="Kind">Of what kind.</param>
/// <param name="Subject">What it was about: a topic, a pin, a name. Never a value, never a secret.</param>
/// <param name="Words">What is wrong and what to do about it, for its maker.</param>
public sealed record DeviceFault(DeviceErrorKind Kind, string Subject, string Words);

/// <summary>A fault, however often it happened.</summary>
/// <param name="Fault">The newest of them.</param>
/// <param name="Protocol">By which protocol.</param>
/// <param name="Count">How often.</param>
/// <param name="FirstAt">When first.</param>
/// <param name="LastAt">When last.</param>
public sealed record DeviceError(
    DeviceFault Fault,
    string Protocol,
    long Count,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt
);

/// <summary>
/// What devices do wrong, for their makers: the newest kinds of each device, in memory. A restart begins a new list, because
/// what is still wrong happens again.
/// </summary>
public interface IDeviceErrors
{
    /// <summary>The device's errors, the latest first.</summary>
    Task<Outcome<IReadOnlyList<DeviceError>>> ReadAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    );

    /// <summary>Empties the list.</summary>
    Task<Outcome<Done>> ClearAsync(OrganisationId organisation, DeviceId device, CancellationToken cancellation);
}
