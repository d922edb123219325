using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>What an app may report.</summary>
internal static class AppReportRules
{
    public const int DetailCharactersMax = 200;

    // Two bytes hold every code that a device keeps.
    private const int ErrorCodeMax = ushort.MaxValue;

    /// <summary>Why the report cannot be taken; null when it can.</summary>
    public static Refusal? Check(AppReport report)
    {
        if (
            report.Step
            is not (
                ProvisioningSteps.DeviceFound
                or ProvisioningSteps.CredentialsSent
                or ProvisioningSteps.DeviceReportedError
            )
        )
            return Refusal.Invalid(
                "step",
                $"An app reports {ProvisioningSteps.DeviceFound}, {ProvisioningSteps.CredentialsSent} or {ProvisioningSteps.DeviceReportedError}."
            );
        if (report.Step == ProvisioningSteps.DeviceReportedError)
        {
            if (report.ErrorCode is not (>= 0 and <= ErrorCodeMax))
                return Refusal.Invalid("errorCode", "The device's last_error is needed: 0 or a code such as 722.");
        }
        else if (report.ErrorCode is not null)
        {
            return Refusal.Invalid(
                "errorCode",
                $"An error code goes with {ProvisioningSteps.DeviceReportedError} only."
            );
        }

        if (report.Detail is { Length: > DetailCharactersMax })
            return Refusal.Invalid("detail", $"The detail has at most {DetailCharactersMax} characters.");
        return report.Detail is { } detail && detail.Any(char.IsControl)
            ? Refusal.Invalid("detail", "The detail contains a control character; leave it out.")
            : null;
    }
}
