using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Activation;

/// <summary>The people's side of the dynamic way: start, look, cancel, report.</summary>
internal sealed class ProvisioningService(
    IActivationStore store,
    ITemplateCatalog templates,
    IDeviceRegistry devices,
    ITokenSealer sealer,
    ShortCodeKey codeKey,
    IRandomSource random,
    TimeProvider time,
    SessionShell shell,
    IOptions<ActivationOptions> options,
    ILogger<ProvisioningService> logger
) : IProvisioning, IDisposable
{
    // One pending session per device: two starts at once must not both find none to supersede.
    private readonly SemaphoreSlim _reprovisioning = new(1, 1);

    public async Task<Outcome<IssuedSession>> StartAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId? expectedTemplate,
        DeviceId? device,
        CancellationToken cancellation
    )
    {
        if (expectedTemplate is { } wanted && await templates.FindAsync(organisation, wanted, cancellation) is null)
            return Refusal.NotFound("template", $"There is no template {wanted}.");
        if (device is not { } id)
        {
            var reserved = await store.ReserveDeviceIdAsync(cancellation);
            return await IssueAsync(organisation, owner, reserved, expectedTemplate, false, [], cancellation);
        }

        if (await devices.FindAsync(organisation, id, cancellation) is not { } existing)
            return Refusal.NotFound("device", $"There is no device {id}.");
        if (expectedTemplate is { } other && other != existing.Template)
            return new Refusal(
                RefusalKind.Conflict,
                "template_mismatch",
                $"Device {id} is of template {existing.Template} and stays so; leave the template out, or add a new device.",
                "templateId"
            );
        await _reprovisioning.WaitAsync(cancellation);
        try
        {
            var pending = await ListPendingAsync(organisation, id, cancellation);
            return await IssueAsync(organisation, owner, id, existing.Template, true, pending, cancellation);
        }
        finally
        {
            _reprovisioning.Release();
        }
    }

    public async Task<ProvisioningSession?> FindAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        CancellationToken cancellation
    ) =>
        await store.FindSessionAsync(id, cancellation) is { } session && session.Organisation == organisation
            ? session
            : null;

    public async Task<Outcome<SessionPage>> ListAsync(
        OrganisationId organisation,
        SessionQuery query,
        CancellationToken cancellation
    )
    {
        if (query.Limit is < 1 or > SessionQuery.LimitMax)
            return Refusal.Invalid("limit", $"The limit is between 1 and {SessionQuery.LimitMax}.");
        ProvisioningSessionId? before = null;
        if (query.Cursor is { } cursor)
        {
            if (!PageCursor.TryRead(cursor, out var lastId))
                return PageCursor.Refused;
            before = new ProvisioningSessionId(lastId);
        }

        var found = await store.ListSessionsAsync(organisation, query, before, cancellation);
        return found.Count <= query.Limit
            ? new SessionPage(found, Next: null)
            : new SessionPage([.. found.Take(query.Limit)], PageCursor.After(found[query.Limit - 1].Id.Value));
    }

    public async Task<Outcome<ProvisioningStatistics>> ReadStatisticsAsync(
        OrganisationId organisation,
        StatisticsQuery query,
        CancellationToken cancellation
    )
    {
        if (query.From >= query.To)
            return Refusal.Invalid("from", "'from' is not before 'to'.");
        return query.To - query.From > StatisticsQuery.SpanMax
            ? Refusal.Invalid("from", $"At most {StatisticsQuery.SpanMax.Days} days at once.")
            : await store.ReadStatisticsAsync(organisation, query, cancellation);
    }

    public Task<Outcome<ProvisioningSession>> CancelAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        CancellationToken cancellation
    ) => AdvanceAsync(organisation, id, new ProvisioningEvent.Cancelled(), cancellation);

    public async Task<Outcome<ProvisioningSession>> ReportAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        AppReport report,
        CancellationToken cancellation
    ) =>
        AppReportRules.Check(report) is { } refusal
            ? refusal
            : await AdvanceAsync(organisation, id, new ProvisioningEvent.AppReported(report), cancellation);

    public void Dispose() => _reprovisioning.Dispose();

    private async Task<IssuedSession> IssueAsync(
        OrganisationId organisation,
        UserId owner,
        DeviceId device,
        TemplateId? expectedTemplate,
        bool isReprovisioning,
        IReadOnlyList<ProvisioningSession> pending,
        CancellationToken cancellation
    )
    {
        var token = AuthToken.New(random);
        var code = ShortCode.New(random);
        var session = ProvisioningMachine.Begin(
            await store.ReserveSessionIdAsync(cancellation),
            organisation,
            owner,
            device,
            expectedTemplate,
            isReprovisioning,
            options.Value.PendingTokenLifetime,
            time.GetUtcNow()
        );
        var record = new TokenRecord(token.Hash(), sealer.Seal(token), device, session.Id, TokenState.Pending)
        {
            Code = await codeKey.HashAsync(code, cancellation),
            Tail = token.Tail,
        };
        var superseded = pending.Select(old => shell.Apply(old, new ProvisioningEvent.Superseded(session.Id))).ToList();
        await store.InsertSessionAsync(session, record, [.. superseded.Select(end => end.Session)], cancellation);
        superseded.ForEach(shell.Announce);
        Log.SessionBegan(logger, session.Id, device, session.ExpiresAt);
        return new IssuedSession(session, token, code);
    }

    private Task<IReadOnlyList<ProvisioningSession>> ListPendingAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    ) =>
        store.ListSessionsAsync(
            organisation,
            new SessionQuery(ProvisioningState.Pending, device, Cursor: null, SessionQuery.LimitMax),
            before: null,
            cancellation
        );

    private async Task<Outcome<ProvisioningSession>> AdvanceAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        ProvisioningEvent happened,
        CancellationToken cancellation
    )
    {
        var transition = await shell.AdvanceAsync(organisation, id, happened, cancellation);
        if (transition is null)
            return Refusal.NotFound("session", $"There is no provisioning session {id}.");
        return transition.Refusal is { } refusal ? refusal : transition.Session;
    }
}
