using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>Data of <c>session.step</c>.</summary>
internal sealed record SessionStepTaken(long SessionId, long DeviceId, string Step, string? Detail)
{
    public SessionStepTaken(ProvisioningSession session, ProvisioningStep step)
        : this(session.Id.Value, session.Device.Value, step.Name, step.Detail) { }
}

/// <summary>Data of <c>session.ended</c>.</summary>
internal sealed record SessionEnded(long SessionId, long DeviceId, string State, ProvisioningFailure? Failure)
{
    public SessionEnded(ProvisioningSession session, ProvisioningState state, ProvisioningFailure? failure)
        : this(session.Id.Value, session.Device.Value, state.ToString(), failure) { }
}

/// <summary>Data of <c>device.activated</c>, and of <c>device.changed</c> for a device made by hand.</summary>
internal sealed record DeviceAppeared(long DeviceId, string Name, string TemplateId)
{
    public DeviceAppeared(Device device)
        : this(device.Id.Value, device.Name, device.Template.Value) { }
}

/// <summary>Data of <c>device.deleted</c> for those a device went away from, and of <c>device.changed</c> for those it came back to.</summary>
internal sealed record DeviceLeft(long DeviceId);

/// <summary>Data of <c>static_batch.progress</c>.</summary>
internal sealed record BatchProgress(long BatchId, int Made, int Count, string State);
