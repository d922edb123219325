using Firstlight.Core;
using static Firstlight.Activation.ProvisioningEvent;

namespace Firstlight.Activation;

/// <summary>
/// The whole life of a provisioning session as a pure function: session and event in, session and effects out. It asks no
/// clock, no store and no catalogue; <see cref="SessionShell"/> and its callers do.
/// </summary>
/// <remarks>
/// Kept in every session, whatever happens: a final state stays final; one step opens the timeline and one ends it, and
/// only late arrivals follow; steps are in the order of their times and at most <see cref="ProvisioningSession.StepsMax"/>.
/// </remarks>
internal static class ProvisioningMachine
{
    /// <summary>Arrivals noted after the end: enough to see a device that keeps knocking, no way to fill the disk.</summary>
    public const int LateArrivalsMax = 3;

    /// <summary>Steps kept free for the end (seen, bound, activated) and for late arrivals.</summary>
    public const int StepsReserved = 3 + LateArrivalsMax;

    /// <summary>A token is issued: the first step of every session.</summary>
    public static ProvisioningSession Begin(
        ProvisioningSessionId id,
        OrganisationId organisation,
        UserId owner,
        DeviceId device,
        TemplateId? expectedTemplate,
        bool isReprovisioning,
        TimeSpan lifetime,
        DateTimeOffset now
    ) =>
        new(
            id,
            organisation,
            owner,
            device,
            expectedTemplate,
            isReprovisioning,
            ProvisioningState.Pending,
            [new ProvisioningStep(ProvisioningSteps.TokenIssued, now)],
            Failure: null,
            CreatedAt: now,
            ExpiresAt: now + lifetime,
            EndedAt: null
        );

    /// <summary>What <paramref name="happened"/> makes of the session at <paramref name="now"/>.</summary>
    public static Transition Apply(ProvisioningSession session, ProvisioningEvent happened, DateTimeOffset now)
    {
        if (session.State != ProvisioningState.Pending)
            return AfterTheEnd(session, happened, now);
        // Time comes first: whatever arrives after it, a token whose time ran out is dead.
        if (now >= session.ExpiresAt)
            return Expire(session, now);
        return happened switch
        {
            AppReported(var report) => Report(session, report, now),
            DeviceSeen => See(session, now),
            TemplateReported reported => Recognise(session, reported, now),
            CodeShown shown => Trade(session, shown, now),
            DeviceGone => Fail(session, ProvisioningFailures.DeviceDeleted, now),
            Cancelled => Cancel(session, ProvisioningFailures.Cancelled, detail: null, now),
            Superseded(var by) => Cancel(session, ProvisioningFailures.Superseded, $"session {by} took its place", now),
            // A dead token of a living session: a newer token of the same device was used first. Time will end it.
            TimeChecked or LateArrival => Transition.Stay(session),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "An event without a rule."),
        };
    }

    private static Transition Report(ProvisioningSession session, AppReport report, DateTimeOffset now)
    {
        // A device that mistyped the code never had this attempt's token: the code may be typed again.
        if (
            report is { Step: ProvisioningSteps.DeviceReportedError, ErrorCode: { } code and not 0 }
            && !ProvisioningFailures.IsAboutTheCode(code)
        )
        {
            var reported = SessionDraft.Of(session, now).Note(report.Step, Join($"code {code}", report.Detail));
            var failure = ProvisioningFailures.ForDevice(code);
            return reported.End(ProvisioningState.Failed, ProvisioningSteps.Failed, failure, failure.Cause);
        }

        return HasRoom(session)
            ? SessionDraft.Of(session, now).Note(report.Step, report.Detail).Done()
            : Transition.Stay(session);
    }

    // A wrong device does not end the attempt: it has not got the token, and the right one may still come.
    private static Transition Trade(ProvisioningSession session, CodeShown shown, DateTimeOffset now)
    {
        if (!shown.IsKnown || (session.ExpectedTemplate is { } expected && expected != shown.Template))
            return RefuseTemplate(session, shown.Template, now);
        if (session.TradedBy is { } unit)
            return Transition.Stay(session, unit == shown.Unit ? null : CodeIsUsed);
        var bound = session with { ExpectedTemplate = shown.Template, TradedBy = shown.Unit };
        return SessionDraft.Of(bound, now).Note(ProvisioningSteps.CodeTraded, shown.Template.Value).Done();
    }

    private static Transition RefuseTemplate(ProvisioningSession session, TemplateId template, DateTimeOffset now)
    {
        var noted =
            session.Steps[^1].Name == ProvisioningSteps.CodeRefused || !HasRoom(session)
                ? Transition.Stay(session)
                : SessionDraft.Of(session, now).Note(ProvisioningSteps.CodeRefused, template.Value).Done();
        return noted with { Refusal = CodeIsForAnotherTemplate };
    }

    // A device that keeps coming back without naming its template is one line, not one per login.
    private static Transition See(ProvisioningSession session, DateTimeOffset now) =>
        session.Steps[^1].Name == ProvisioningSteps.DeviceSeen || !HasRoom(session)
            ? Transition.Stay(session)
            : SessionDraft.Of(session, now).Note(ProvisioningSteps.DeviceSeen).Done();

    private static Transition Recognise(ProvisioningSession session, TemplateReported reported, DateTimeOffset now)
    {
        if (reported.Named is not { } named)
            return Transition.Stay(session);
        session = session with { FirmwareVersion = reported.FirmwareVersion };
        if (reported.Known is not { } template)
            return Fail(session, ProvisioningFailures.TemplateUnknown(named), now);
        if (session.ExpectedTemplate is { } expected && expected != template)
            return Fail(session, ProvisioningFailures.TemplateMismatch(template, expected), now);
        var draft = SessionDraft.Of(session, now);
        if (!WasSeen(session))
            draft.Note(ProvisioningSteps.DeviceSeen);
        return draft
            .Note(ProvisioningSteps.TemplateBound, template.Value)
            .End(ProvisioningState.Succeeded, ProvisioningSteps.Activated, failure: null, reported.About);
    }

    private static Transition Expire(ProvisioningSession session, DateTimeOffset now)
    {
        var failure = WasSeen(session) ? ProvisioningFailures.ExpiredAfterContact : ProvisioningFailures.Expired;
        var ended = SessionDraft
            .Of(session, now)
            .End(ProvisioningState.Expired, ProvisioningSteps.Expired, failure, null);
        return ended with { Refusal = HasEnded(ended.Session) };
    }

    private static Transition Cancel(
        ProvisioningSession session,
        ProvisioningFailure failure,
        string? detail,
        DateTimeOffset now
    ) => SessionDraft.Of(session, now).End(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled, failure, detail);

    private static Transition Fail(ProvisioningSession session, ProvisioningFailure failure, DateTimeOffset now) =>
        SessionDraft.Of(session, now).End(ProvisioningState.Failed, ProvisioningSteps.Failed, failure, failure.Cause);

    private static Transition AfterTheEnd(ProvisioningSession session, ProvisioningEvent happened, DateTimeOffset now)
    {
        if (happened is not LateArrival)
            return Transition.Stay(session, HasEnded(session));
        var noted = session.Steps.Count(step => step.Name == ProvisioningSteps.LateArrival);
        return noted < LateArrivalsMax && session.Steps.Count < ProvisioningSession.StepsMax
            ? SessionDraft.Of(session, now).Note(ProvisioningSteps.LateArrival).Done()
            : Transition.Stay(session);
    }

    private static bool HasRoom(ProvisioningSession session) =>
        session.Steps.Count < ProvisioningSession.StepsMax - StepsReserved;

    private static bool WasSeen(ProvisioningSession session) =>
        session.Steps.Any(step => step.Name == ProvisioningSteps.DeviceSeen);

    private static readonly Refusal CodeIsUsed = new(
        RefusalKind.Conflict,
        "code_used",
        "Another device has used this code already. Start a new attempt in the app and type its code."
    );

    private static readonly Refusal CodeIsForAnotherTemplate = new(
        RefusalKind.Conflict,
        "template_mismatch",
        "This code is not for devices of this kind. Use the device it was made for, or add this kind's template first.",
        "templateId"
    );

    private static string Join(string first, string? second) => second is null ? first : $"{first}: {second}";

    private static Refusal HasEnded(ProvisioningSession session) =>
        new(
            RefusalKind.Conflict,
            "session_ended",
            session.State switch
            {
                ProvisioningState.Succeeded =>
                    $"This attempt succeeded already: device {session.Device} is in the account.",
                ProvisioningState.Cancelled => "This attempt was cancelled already. Start a new one.",
                ProvisioningState.Expired => "This attempt expired: its token was not used in time. Start a new one.",
                _ => $"This attempt failed already. {session.Failure?.Reason} Start a new one.",
            }
        );
}
