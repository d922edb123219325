using Firstlight.Core;
using static Firstlight.Activation.ProvisioningEvent;
using Steps = Firstlight.Activation.ProvisioningSteps;

namespace Firstlight.Activation.Tests;

/// <summary>A session that expects a kettle, and everything that can happen to it.</summary>
internal static class SampleSessions
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static readonly Dictionary<string, ProvisioningEvent> Events = new(StringComparer.Ordinal)
    {
        ["app found the device"] = new AppReported(new AppReport(Steps.DeviceFound, null, "Blynk Kettle-1W7R")),
        ["app sent credentials"] = new AppReported(new AppReport(Steps.CredentialsSent, null, null)),
        ["app reported no error"] = new AppReported(new AppReport(Steps.DeviceReportedError, 0, null)),
        ["app reported an error"] = new AppReported(new AppReport(Steps.DeviceReportedError, 722, null)),
        ["app reported a mistyped code"] = new AppReported(new AppReport(Steps.DeviceReportedError, 740, null)),
        ["code shown"] = new CodeShown("unit-0001", Kettle, IsKnown: true),
        ["device seen"] = new DeviceSeen(),
        ["template missing"] = new TemplateReported(null, null, null),
        ["template known"] = new TemplateReported("TMPLkettle01", Kettle, "ESP32"),
        ["template mismatched"] = new TemplateReported("TMPLlamp0001", Lamp, null),
        ["template unknown"] = new TemplateReported("TMPLnobody01", null, null),
        ["device gone"] = new DeviceGone(),
        ["cancelled"] = new Cancelled(),
        ["superseded"] = new Superseded(new ProvisioningSessionId(2)),
        ["time checked"] = new TimeChecked(),
        ["late arrival"] = new LateArrival(),
    };

    public static TemplateId Kettle => Parse("TMPLkettle01");

    public static TemplateId Lamp => Parse("TMPLlamp0001");

    public static ProvisioningSession Begin() =>
        ProvisioningMachine.Begin(
            new ProvisioningSessionId(1),
            OrganisationId.Root,
            new UserId(7),
            new DeviceId(42),
            Kettle,
            isReprovisioning: false,
            Lifetime,
            Start
        );

    private static TemplateId Parse(string text) =>
        TemplateId.TryParse(text, out var id) ? id : throw new ArgumentException(text);
}
