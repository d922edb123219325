using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>Which device it is, whose, and of what kind: what a session keeps instead of its token.</summary>
internal sealed record DeviceIdentity(DeviceId Device, OrganisationId Organisation, TemplateId Template, UserId? Owner)
{
    /// <summary>True when the report names a template and it is not the device's.</summary>
    public bool IsContradictedBy(HardwareReport report) =>
        !string.IsNullOrWhiteSpace(report.TemplateId)
        && !report.TemplateId.AsSpan().Trim().SequenceEqual(Template.Value);
}
