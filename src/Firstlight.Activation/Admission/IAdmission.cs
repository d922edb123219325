using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>What a healthy, fully loaded store knows about a token.</summary>
public abstract record Admission
{
    private Admission() { }

    /// <summary>It belongs to a device.</summary>
    public sealed record Active(DeviceId Device, OrganisationId Organisation, TemplateId Template, UserId? Owner)
        : Admission;

    /// <summary>It was handed out and waits for its device to say which template it is.</summary>
    public sealed record Pending(
        ProvisioningSessionId Session,
        DeviceId Device,
        OrganisationId Organisation,
        TemplateId? ExpectedTemplate
    ) : Admission;

    /// <summary>It does not exist or is dead: the only case in which "invalid token" may be said.</summary>
    public sealed record Refused(string Cause) : Admission;
}

/// <summary>How an activation ended.</summary>
public abstract record ActivationResult
{
    private ActivationResult() { }

    /// <summary>The device is in the account; <paramref name="First"/> is false when it already was (the call may repeat).</summary>
    public sealed record Activated(Device Device, bool First) : ActivationResult;

    /// <summary>The device named no template and none was expected: the session goes on waiting.</summary>
    public sealed record TemplateMissing : ActivationResult;

    /// <summary>The token was used before by a device of another template: nothing changes, and the token lives on.</summary>
    public sealed record WrongTemplate : ActivationResult;

    /// <summary>The session failed or had ended; its token is dead.</summary>
    public sealed record Refused(ProvisioningFailure Failure) : ActivationResult;
}

/// <summary>Who may come in. For devices' doors; <c>Fleet</c> asks here once per login.</summary>
public interface IAdmission
{
    /// <summary>What the store knows about the token. Notes the arrival in the session's timeline.</summary>
    /// <exception cref="StorageUnavailableException">Nobody knows; close the connection or say "try later".</exception>
    ValueTask<Admission> AdmitAsync(AuthToken token, CancellationToken cancellation);

    /// <summary>
    /// Turns a pending token into a device: template bound, organisation and owner of the session, on disk before this
    /// returns. A pending token activates once; repeating the call with the same template answers the same device, with
    /// another one <see cref="ActivationResult.WrongTemplate"/>.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was written; the device may come again.</exception>
    Task<ActivationResult> ActivateAsync(
        ProvisioningSessionId session,
        HardwareReport report,
        CancellationToken cancellation
    );
}
