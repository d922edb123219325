namespace Firstlight.Edgent;

/// <summary>How a link ended.</summary>
/// <param name="End">The kind.</param>
/// <param name="Redirected">Where the cloud sent the device, if it did.</param>
internal readonly record struct LinkOutcome(LinkEnd End, CloudAddress? Redirected = null);
