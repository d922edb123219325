using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Support;

/// <summary>Sessions in memory: pending until cancelled or reported as failed.</summary>
public sealed class FakeProvisioning(
    World world,
    ITemplateCatalog templates,
    IDeviceRegistry devices,
    IRandomSource random,
    TimeProvider time
) : IProvisioning
{
    private readonly SortedDictionary<long, ProvisioningSession> _sessions = [];

    public async Task<Outcome<IssuedSession>> StartAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId? expectedTemplate,
        DeviceId? device,
        CancellationToken cancellation
    )
    {
        world.Touch();
        if (expectedTemplate is { } id && await templates.FindAsync(organisation, id, cancellation) is null)
            return Refusal.NotFound("template", $"There is no template {id}.");
        if (device is { } unknown && await devices.FindAsync(organisation, unknown, cancellation) is null)
            return Refusal.NotFound("device", $"There is no device {unknown}.");
        var now = time.GetUtcNow();
        var number = _sessions.Count + 1;
        var session = new ProvisioningSession(
            new ProvisioningSessionId(number),
            organisation,
            owner,
            device ?? new DeviceId(1000 + number),
            expectedTemplate,
            device is not null,
            ProvisioningState.Pending,
            [new ProvisioningStep(ProvisioningSteps.TokenIssued, now)],
            null,
            now,
            now + TimeSpan.FromDays(7),
            null
        );
        _sessions.Add(number, session);
        var token = AuthToken.New(random);
        world.Tokens.Add(token);
        return new IssuedSession(session, token, ShortCode.New(random));
    }

    public Task<ProvisioningSession?> FindAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Task.FromResult(
            _sessions.TryGetValue(id.Value, out var session) && session.Organisation == organisation ? session : null
        );
    }

    public Task<Outcome<SessionPage>> ListAsync(
        OrganisationId organisation,
        SessionQuery query,
        CancellationToken cancellation
    )
    {
        world.Touch();
        var found = _sessions
            .Values.Reverse()
            .Where(session => session.Organisation == organisation)
            .Where(session => query.State is null || session.State == query.State)
            .Where(session => query.Owner is null || session.Owner == query.Owner)
            .Where(session => query.Device is null || session.Device == query.Device)
            .Where(session => query.Template is null || session.ExpectedTemplate == query.Template)
            .Where(session => query.Cause is null || session.Failure?.Cause == query.Cause)
            .Where(session => query.FirmwareVersion is null || session.FirmwareVersion == query.FirmwareVersion)
            .Take(query.Limit)
            .ToList();
        return Task.FromResult<Outcome<SessionPage>>(new SessionPage(found, null));
    }

    public Task<Outcome<ProvisioningStatistics>> ReadStatisticsAsync(
        OrganisationId organisation,
        StatisticsQuery query,
        CancellationToken cancellation
    )
    {
        world.Touch();
        if (query.From >= query.To)
            return Task.FromResult<Outcome<ProvisioningStatistics>>(
                Refusal.Invalid("from", "'from' is not before 'to'.")
            );
        var day = DateOnly.FromDateTime(query.From.UtcDateTime);
        return Task.FromResult<Outcome<ProvisioningStatistics>>(
            new ProvisioningStatistics(
                10,
                6,
                1,
                1,
                2,
                TimeSpan.FromSeconds(30),
                TimeSpan.FromSeconds(90),
                [new ReasonCount("wrong_wifi_password", 1)],
                [new FirmwareCount("1.0", 8, 6)],
                [new DayCount(day, 10, 6, 2)]
            )
        );
    }

    public Task<Outcome<ProvisioningSession>> CancelAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        CancellationToken cancellation
    ) =>
        EndAsync(
            organisation,
            id,
            session =>
                session with
                {
                    State = ProvisioningState.Cancelled,
                    EndedAt = time.GetUtcNow(),
                    Steps = [.. session.Steps, new ProvisioningStep(ProvisioningSteps.Cancelled, time.GetUtcNow())],
                },
            cancellation
        );

    public Task<Outcome<ProvisioningSession>> ReportAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        AppReport report,
        CancellationToken cancellation
    ) =>
        EndAsync(
            organisation,
            id,
            session =>
                session with
                {
                    State = report.ErrorCode is null ? session.State : ProvisioningState.Failed,
                    Failure = report.ErrorCode is { } code
                        ? new ProvisioningFailure(
                            code,
                            "wrong_wifi_password",
                            "The password is wrong.",
                            "Type it again."
                        )
                        : null,
                    Steps = [.. session.Steps, new ProvisioningStep(report.Step, time.GetUtcNow(), report.Detail)],
                },
            cancellation
        );

    private async Task<Outcome<ProvisioningSession>> EndAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        Func<ProvisioningSession, ProvisioningSession> change,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(organisation, id, cancellation) is not { } session)
            return Refusal.NotFound("session", $"There is no session {id}.");
        if (session.State != ProvisioningState.Pending)
            return new Refusal(RefusalKind.Conflict, "session_ended", "The session has ended already.");
        return _sessions[id.Value] = change(session);
    }
}
