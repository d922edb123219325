using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>Where a device stands in its life.</summary>
public enum DeviceStatus
{
    /// <summary>Connected, or within its template's wait.</summary>
    Online,

    /// <summary>It was connected once and is not now.</summary>
    Offline,

    /// <summary>It has a token and has never come.</summary>
    NeverConnected,
}

/// <summary>The orders that an index serves; another would read and sort every device for each page.</summary>
public enum DeviceOrder
{
    /// <summary>By id: the oldest first.</summary>
    Oldest,

    /// <summary>By id: the newest first.</summary>
    Newest,

    /// <summary>By name without regard to letter case.</summary>
    Name,

    /// <summary>By name backwards.</summary>
    NameBackwards,
}

/// <summary>What to list.</summary>
/// <param name="Search">Part of the name, the template's name, the id or any metadata value; letter case is ignored.</param>
/// <param name="Template">Only this template.</param>
/// <param name="Online">Only devices that are online (true) or not (false).</param>
/// <param name="Cursor">From a page's <see cref="DevicePage.Next"/>; null begins at the start.</param>
/// <param name="Limit">Devices per page, 1 to <see cref="LimitMax"/>.</param>
public sealed record DeviceQuery(string? Search, TemplateId? Template, bool? Online, string? Cursor, int Limit)
{
    /// <summary>The most devices one page holds.</summary>
    public const int LimitMax = 1_000;

    /// <summary>Devices per page when nothing is said.</summary>
    public const int LimitDefault = 50;

    /// <summary>The most devices that may be passed over.</summary>
    public const int SkipMax = 1_000_000;

    /// <summary>Only devices in this state.</summary>
    public DeviceStatus? Status { get; init; }

    /// <summary>Only devices of this person.</summary>
    public UserId? Owner { get; init; }

    /// <summary>Only devices whose token ends with these <see cref="AuthToken.TailCharacters"/> characters.</summary>
    public string? TokenTail { get; init; }

    /// <summary>In which order.</summary>
    public DeviceOrder Order { get; init; }

    /// <summary>Devices to pass over behind the cursor: the way to the middle of a long list. Costs a step in an index each.</summary>
    public int Skip { get; init; }
}

/// <summary>A place in a list: behind the device of this id, which had this name.</summary>
public readonly record struct DevicePosition(DeviceId Id, string Name);
