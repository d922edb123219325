using System.Globalization;
using Firstlight.Activation;

namespace Firstlight.Api;

/// <summary>Provisioning attempts as rows.</summary>
internal static class SessionTable
{
    public static readonly IReadOnlyList<string> Header =
    [
        "Attempt",
        "State",
        "Started",
        "Ended",
        "Seconds",
        "Device id",
        "Template id",
        "Set up again",
        "Begun by",
        "Firmware",
        "Code",
        "Cause",
        "Reason",
        "Steps",
    ];

    public static IReadOnlyList<string?> RowOf(ProvisioningSession session) =>
        [
            session.Id.ToString(),
            session.State.ToString(),
            CsvText.Time(session.CreatedAt),
            CsvText.Time(session.EndedAt),
            (session.EndedAt - session.CreatedAt)?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
            session.Device.ToString(),
            TemplateOf(session),
            session.IsReprovisioning ? "yes" : "no",
            session.Owner.ToString(),
            session.FirmwareVersion,
            session.Failure?.Code.ToString(CultureInfo.InvariantCulture),
            session.Failure?.Cause,
            session.Failure?.Reason,
            string.Join(' ', session.Steps.Select(step => step.Name)),
        ];

    /// <summary>The one that was expected or, without one, that the device named.</summary>
    private static string? TemplateOf(ProvisioningSession session) =>
        session.ExpectedTemplate?.Value
        ?? session.Steps.LastOrDefault(step => step.Name == ProvisioningSteps.TemplateBound)?.Detail;
}
