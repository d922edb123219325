using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>Bringing devices into an account, attempt by attempt.</summary>
internal static class ProvisioningRoutes
{
    private const int DetailCharactersMax = 200;

    public static void MapProvisioning(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/provisioning/sessions").WithTags("Provisioning").OnlyOwnSessions();
        sessions
            .MapPost("/", StartAsync)
            .Requires(Policies.ProvisionsDevices)
            .WithSummary(
                "Start an attempt: a new token, the short code for the device's own page, and where the device shall connect."
            )
            .Refuses(400, 404, 409, 413, 415, 429);
        sessions
            .MapGet("/{id:long}", GetAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("One attempt, step by step.")
            .Refuses(404);
        sessions
            .MapPost("/{id:long}/cancel", CancelAsync)
            .Requires(Policies.SteersAttempts)
            .WithSummary("Stop an attempt; its token is dead afterwards.")
            .Refuses(404, 409);
        sessions
            .MapPost("/{id:long}/reports", ReportAsync)
            .Requires(Policies.SteersAttempts)
            .WithSummary("What the app saw beside the device: device_found, credentials_sent or device_reported_error.")
            .Refuses(400, 404, 409, 413, 415);
    }

    private static async Task<Results<Created<IssuedSessionAnswer>, ProblemHttpResult>> StartAsync(
        StartSession? request,
        Caller caller,
        IProvisioning provisioning,
        IDeviceRegistry registry,
        IPeopleDirectory people,
        IOptions<ApiOptions> options,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        TemplateId? expected = null;
        if (request?.TemplateId is { } given)
        {
            if (!TemplateId.TryParse(given, out var parsed))
                return Problem.Of(
                    Refusal.Invalid("templateId", "A template id is TMPL followed by letters and digits.")
                );
            expected = parsed;
        }

        var device = request?.DeviceId is { } number ? new DeviceId(number) : (DeviceId?)null;
        var found = device is { } existing
            ? await registry.FindAsync(caller.Organisation, existing, cancellation)
            : null;
        if (found is not null && caller.Refuse(Policies.SteersAttempts, found.Owner, "device", found.Id) is { } refused)
            return refused;
        // A program that sets up again what is somebody's does so for them.
        var named = request?.OwnerId ?? (caller.IsApiClient ? found?.Owner?.Value : null);
        var owner = await caller.OwnerOfNewAsync(named, people, cancellation);
        if (!owner.Succeeded)
            return Problem.Of(owner.Refusal);
        var started = await provisioning.StartAsync(caller.Organisation, owner.Value, expected, device, cancellation);
        if (!started.Succeeded)
            return Problem.Of(started.Refusal);

        var address = options.Value;
        return TypedResults.Created(
            $"/api/v1/provisioning/sessions/{started.Value.Session.Id}",
            new IssuedSessionAnswer(
                started.Value,
                address.PublicHost ?? context.Request.Host.Host,
                address.PublicPort,
                address.PublicTlsPort
            )
        );
    }

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> GetAsync(
        long id,
        Caller caller,
        IProvisioning provisioning,
        CancellationToken cancellation
    ) =>
        await provisioning.FindAsync(caller.Organisation, new ProvisioningSessionId(id), cancellation) is { } session
            ? TypedResults.Ok(SessionAnswer.Of(session))
            : Problem.NotFound("session", id);

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> CancelAsync(
        long id,
        Caller caller,
        IProvisioning provisioning,
        CancellationToken cancellation
    )
    {
        var cancelled = await provisioning.CancelAsync(
            caller.Organisation,
            new ProvisioningSessionId(id),
            cancellation
        );
        return cancelled.Succeeded ? TypedResults.Ok(SessionAnswer.Of(cancelled.Value)) : Problem.Of(cancelled.Refusal);
    }

    private static async Task<Results<Ok<SessionAnswer>, ProblemHttpResult>> ReportAsync(
        long id,
        ReportRequest request,
        Caller caller,
        IProvisioning provisioning,
        CancellationToken cancellation
    )
    {
        if (string.IsNullOrEmpty(request.Step))
            return Problem.Of(
                Refusal.Invalid(
                    "step",
                    $"Give a 'step': {ProvisioningSteps.DeviceFound}, {ProvisioningSteps.CredentialsSent} or {ProvisioningSteps.DeviceReportedError}."
                )
            );
        if (request.Detail?.Length > DetailCharactersMax)
            return Problem.Of(Refusal.Invalid("detail", $"'detail' has at most {DetailCharactersMax} characters."));
        var noted = await provisioning.ReportAsync(
            caller.Organisation,
            new ProvisioningSessionId(id),
            new AppReport(request.Step, request.ErrorCode, request.Detail),
            cancellation
        );
        return noted.Succeeded ? TypedResults.Ok(SessionAnswer.Of(noted.Value)) : Problem.Of(noted.Refusal);
    }
}
