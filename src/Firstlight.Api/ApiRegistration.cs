using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Firstlight.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Firstlight.Api;

/// <summary>The room's doors.</summary>
public static class ApiRegistration
{
    private const string DocsPrefix = "docs";

    /// <summary>
    /// Adds what the people's door needs beside <c>AddAccounts</c> and the public doors of Devices, Activation and Fleet, and <see cref="ICertificateState"/>. The
    /// host says in <paramref name="configure"/> where devices find it; ports that the system picks may be set later.
    /// </summary>
    public static IServiceCollection AddApi(this IServiceCollection services, Action<ApiOptions>? configure = null)
    {
        var options = services.AddOptionsWithValidateOnStart<ApiOptions, ApiOptionsValidator>();
        if (configure is not null)
            options.Configure(configure);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddHealthChecks();
        services.AddSingleton<Readiness>();
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        services.AddSingleton<LiveStream>();
        services.AddSingleton<TrafficStream>();
        services.AddSingleton<SignInAnswers>();
        services.AddScoped<OwnData>();
        services.AddScoped<OwnDataFile>();
        services.AddSingleton<TableSpool>();
        services.AddSingleton<UploadFolder>();
        services.AddSingleton<UploadStore>();
        services.AddHostedService<UploadSweep>();
        services.AddScoped<DatastreamLookup>();
        services.AddScoped<HistoryLookup>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            // Names of devices end up in pages: markup leaves as \u003C.
            options.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.Converters.Add(new WordConverter());
            options.SerializerOptions.Converters.Add(new PinConverter());
            options.SerializerOptions.Converters.Add(new GivenNumberConverter());
        });
        return services;
    }

    /// <summary>
    /// Adds the door to the pipeline: first what surrounds every request (faults become problems, who is calling, rights), then
    /// the routes. Call it before anything else that answers requests.
    /// </summary>
    public static WebApplication MapApi(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = Faults.AnswerAsync,
                // Faults logs each fault once, in its own words.
                SuppressDiagnosticsCallback = _ => true,
            }
        );
        // Behind the handler of faults: an endpoint that needs nothing of what follows is called from here.
        app.UseRouting();
        app.UseWhen(
            IsApi,
            branch =>
                branch
                    .Use(AddHeaders)
                    .Use(DropEmptyParameters)
                    .UseStatusCodePages(BareStatus.ExplainAsync)
                    .Use(BodyLimit.ApplyAsync)
        );
        app.UseAuthentication();
        app.UseWhen(IsApi, branch => branch.UseMiddleware<ClientRateLimit>());
        app.UseWhen(IsApi, branch => branch.UseMiddleware<CrossSiteGuard>());
        app.UseWhen(IsApi, branch => branch.UseMiddleware<OrganisationSwitch>());
        app.UseAuthorization();
        app.UseHomeCalls();
        app.UseWhen(IsDocs, branch => branch.Use(GuardDocs));
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = DocsPrefix;
            page.DocumentTitle = "Firstlight API";
            page.SwaggerEndpoint(ApiDocument.Path, "Firstlight v1");
        });

        app.MapHealth();
        app.MapAccessTokens();
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api/v1").WithMetadata(new RequestSizeLimitAttribute(ApiLimits.BodyDrainBytesMax));
        api.MapSetUp();
        api.MapSignIn();
        api.MapSignUp();
        api.MapPasskeySignIn();
        api.MapPasskeys();
        api.MapTemplates();
        api.MapDatastreams();
        api.MapMetadataFields();
        api.MapTemplateEvents();
        api.MapFirmware();
        api.MapShipments();
        api.MapDeviceUpdates();
        api.MapDeviceList();
        api.MapDevices();
        api.MapDevicePlaces();
        api.MapDeviceValues();
        api.MapHistory();
        api.MapDeviceFiles();
        api.MapDeviceLife();
        api.MapDeviceErrors();
        api.MapDeviceTransfer();
        api.MapDeviceTraffic();
        api.MapProvisioning();
        api.MapTrade();
        api.MapStaticBatches();
        api.MapStaticImports();
        api.MapUploads();
        api.MapStaticTokens();
        api.MapClaims();
        api.MapProvisioningList();
        api.MapAudit();
        api.MapPeople();
        api.MapPeopleLeaving();
        api.MapInvitations();
        api.MapOwnAccount();
        api.MapRoles();
        api.MapApiClients();
        api.MapWebhooks();
        api.MapWebhookDeliveries();
        api.MapOrganisations();
        api.MapOrganisationTemplates();
        api.MapOrganisationTransfer();
        api.MapSettings();
        api.MapLive();
        return app;
    }

    private static bool IsDocs(HttpContext context) =>
        context.Request.Path.StartsWithSegments($"/{DocsPrefix}", StringComparison.OrdinalIgnoreCase);

    // The page of the API tries calls with the cookie of whoever is signed in: nobody frames it, and no script is added to it.
    private static Task GuardDocs(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    // Answers belong to one person at one moment, and some hold a secret: nobody on the way keeps a copy.
    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }

    // A parameter that is there without a value counts as not there: forms and scripts send "cursor=" for "no cursor".
    private static Task DropEmptyParameters(HttpContext context, RequestDelegate next)
    {
        var query = context.Request.Query;
        if (query.Any(IsEmpty))
            context.Request.Query = new QueryCollection(
                query
                    .Where(parameter => !IsEmpty(parameter))
                    .ToDictionary(
                        parameter => parameter.Key,
                        parameter => parameter.Value,
                        StringComparer.OrdinalIgnoreCase
                    )
            );
        return next(context);
    }

    private static bool IsEmpty(KeyValuePair<string, StringValues> parameter) =>
        StringValues.IsNullOrEmpty(parameter.Value) || (parameter.Value.Count == 1 && parameter.Value[0] is "");
}
