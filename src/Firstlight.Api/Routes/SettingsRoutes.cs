using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>How this cloud is set up, for those who run it.</summary>
internal static class SettingsRoutes
{
    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings").Requires(Policies.ManagesSettings);
        settings.MapGet("/organisation", ReadOrganisationAsync).WithSummary("The caller's organisation.");
        settings
            .MapPatch("/organisation", ChangeOrganisationAsync)
            .WithSummary(
                "Rename it, set its time zone, or say what becomes of people who make accounts themselves; what is left out stays."
            )
            .Refuses(400, 409, 413, 415);
        settings
            .MapGet("/addresses", ReadAddresses)
            .WithSummary("Where this cloud listens, what devices are told, and the certificate they are shown.");
        settings
            .MapGet("/addresses/root", DownloadRoot)
            .WithSummary(
                "The root of the development certificate as PEM, for devices and browsers that shall trust it."
            )
            .Produces<string>(StatusCodes.Status200OK, "application/x-pem-file")
            .Refuses(404);
        settings.MapGet("/mail", ReadMail).WithSummary("How mail fares.");
        settings
            .MapPost("/mail/test", TestMailAsync)
            .WithSummary("Send a test mail to the caller and tell how it went.")
            .Refuses(409);
    }

    private static async Task<Results<Ok<OrganisationAnswer>, ProblemHttpResult>> ReadOrganisationAsync(
        Caller caller,
        IOrganisations organisations,
        IOrganisationZones zones,
        CancellationToken cancellation
    ) =>
        await organisations.FindAsync(caller.Organisation, cancellation) is { } organisation
            ? TypedResults.Ok(OrganisationAnswer.Of(organisation, await zones.FindAsync(organisation.Id, cancellation)))
            : Problem.NotFound("organisation", caller.Organisation);

    private static async Task<Results<Ok<OrganisationAnswer>, ProblemHttpResult>> ChangeOrganisationAsync(
        ChangeOrganisation request,
        Caller caller,
        IOrganisations organisations,
        IOrganisationZones zones,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var changed = await organisations.ChangeAsync(
            caller.Organisation,
            new OrganisationChange(request.Name, SignUp: request.Wanted, TimeZone: request.TimeZone),
            cancellation
        );
        if (!changed.Succeeded)
            return Problem.Of(changed.Refusal);
        await audit.RecordAsync(
            caller,
            AuditActions.OrganisationChanged,
            $"organisation/{caller.Organisation}",
            cancellation
        );
        var inUse = await zones.FindAsync(caller.Organisation, cancellation);
        return TypedResults.Ok(OrganisationAnswer.Of(changed.Value, inUse));
    }

    private static Ok<AddressesAnswer> ReadAddresses(
        IOptions<ApiOptions> options,
        ICertificateState certificates,
        HttpContext context
    )
    {
        var told = options.Value;
        return TypedResults.Ok(
            new AddressesAnswer(
                told.PublicHost ?? context.Request.Host.Host,
                told.PublicHost is not null,
                told.PublicPort,
                told.PublicTlsPort,
                certificates.Current is { } current ? CertificateAnswer.Of(current) : null
            )
        );
    }

    private static Results<FileContentHttpResult, ProblemHttpResult> DownloadRoot(ICertificateState certificates) =>
        certificates.DevelopmentRootPem is { } pem
            ? TypedResults.File(
                System.Text.Encoding.ASCII.GetBytes(pem),
                "application/x-pem-file",
                "firstlight-root.pem"
            )
            : Problem.Of(
                Refusal.NotFound("root", "This cloud shows a certificate of its own; there is no development root.")
            );

    private static Ok<MailAnswer> ReadMail(IMailOutbox mail) => TypedResults.Ok(MailAnswer.Of(mail.State));

    private static async Task<Results<NoContent, ProblemHttpResult>> TestMailAsync(
        Caller caller,
        IMailOutbox mail,
        CancellationToken cancellation
    )
    {
        var sent = await mail.TryOutAsync(caller.Email, cancellation);
        return sent.Succeeded ? TypedResults.NoContent() : Problem.Of(sent.Refusal);
    }
}
