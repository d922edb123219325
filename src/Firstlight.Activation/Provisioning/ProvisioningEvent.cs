using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>What can happen to an attempt once its token is out.</summary>
internal abstract record ProvisioningEvent
{
    private ProvisioningEvent() { }

    /// <summary>The app says what it saw; already checked by <see cref="AppReportRules"/>.</summary>
    public sealed record AppReported(AppReport Report) : ProvisioningEvent;

    /// <summary>The device logged in with the token.</summary>
    public sealed record DeviceSeen : ProvisioningEvent;

    /// <summary>The device said which template it is; the catalogue has been asked.</summary>
    /// <param name="Named">What the device named, or what was expected of one that named none; null for neither.</param>
    /// <param name="Known">The template in the organisation's catalogue, when it is there.</param>
    /// <param name="About">Board and firmware, for the timeline.</param>
    public sealed record TemplateReported(string? Named, TemplateId? Known, string? About) : ProvisioningEvent
    {
        /// <summary>The version the device named, fit to be shown.</summary>
        public string? FirmwareVersion { get; init; }
    }

    /// <summary>A device wants the token for its short code; the catalogue has been asked.</summary>
    /// <param name="Unit">What tells this unit from every other.</param>
    /// <param name="Template">The template in its firmware.</param>
    /// <param name="IsKnown">The organisation's catalogue has that template.</param>
    public sealed record CodeShown(string Unit, TemplateId Template, bool IsKnown) : ProvisioningEvent;

    /// <summary>The device of a re-provisioning was deleted meanwhile.</summary>
    public sealed record DeviceGone : ProvisioningEvent;

    /// <summary>A person stopped it.</summary>
    public sealed record Cancelled : ProvisioningEvent;

    /// <summary>A newer attempt for the same device took its place.</summary>
    public sealed record Superseded(ProvisioningSessionId By) : ProvisioningEvent;

    /// <summary>Someone looked at the clock.</summary>
    public sealed record TimeChecked : ProvisioningEvent;

    /// <summary>A device came with the token although it is dead.</summary>
    public sealed record LateArrival : ProvisioningEvent;
}
