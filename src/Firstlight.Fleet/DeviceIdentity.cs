using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Which device it is, whose, and of what kind: what a session keeps instead of its token.</summary>
internal readonly record struct DeviceIdentity(DeviceId Device, OrganisationId Organisation, TemplateId Template);
