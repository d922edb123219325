using System.Net;
using System.Text.Json.Nodes;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.OpenApi;

public sealed class ApiDocumentTests(SharedApi shared)
{
    // The surface that scripts and other programs rely on: lines may be added, never edited.
    private static readonly string[] Surface =
    [
        "DELETE /api/v1/api-clients/{id}",
        "DELETE /api/v1/devices/{id}",
        "DELETE /api/v1/devices/{id}/files/{name}",
        "DELETE /api/v1/devices/{id}/errors",
        "DELETE /api/v1/invitations/{id}",
        "DELETE /api/v1/me/passkeys/{id}",
        "DELETE /api/v1/organisations/{id}",
        "DELETE /api/v1/organisations/{id}/templates/{templateId}",
        "DELETE /api/v1/people/{id}",
        "DELETE /api/v1/roles/{id}",
        "DELETE /api/v1/static-tokens/{id}",
        "DELETE /api/v1/templates/{id}",
        "DELETE /api/v1/templates/{id}/datastreams/{datastreamId}",
        "DELETE /api/v1/templates/{id}/events/{eventId}",
        "DELETE /api/v1/templates/{id}/firmware/{firmwareId}",
        "DELETE /api/v1/templates/{id}/metadata-fields/{fieldId}",
        "DELETE /api/v1/uploads/{id}",
        "DELETE /api/v1/webhooks/{id}",
        "DELETE /api/v1/webhooks/{id}/dead-letters",
        "DELETE /api/v1/webhooks/{id}/deliveries/{deliveryId}",
        "GET /api/v1/api-clients",
        "GET /api/v1/api-clients/{id}",
        "GET /api/v1/audit",
        "GET /api/v1/audit.csv",
        "GET /api/v1/devices",
        "GET /api/v1/devices.csv",
        "GET /api/v1/devices/count",
        "GET /api/v1/devices/{id}",
        "GET /api/v1/devices/{id}/datastreams",
        "GET /api/v1/devices/{id}/datastreams/{pin}/history",
        "GET /api/v1/devices/{id}/datastreams/{pin}/history.csv",
        "GET /api/v1/devices/{id}/datastreams/{pin}/history/chart",
        "GET /api/v1/devices/{id}/datastreams/{pin}/history/series",
        "GET /api/v1/devices/{id}/errors",
        "GET /api/v1/devices/{id}/events",
        "GET /api/v1/devices/{id}/files",
        "GET /api/v1/devices/{id}/files/{name}",
        "GET /api/v1/devices/{id}/traffic",
        "GET /api/v1/devices/{id}/update",
        "GET /api/v1/devices/{id}/updates",
        "GET /api/v1/invitations",
        "GET /api/v1/live",
        "GET /api/v1/me",
        "GET /api/v1/me/devices",
        "GET /api/v1/me/export",
        "GET /api/v1/me/passkeys",
        "GET /api/v1/organisations",
        "GET /api/v1/organisations/{id}",
        "GET /api/v1/organisations/{id}/templates",
        "GET /api/v1/password-resets",
        "GET /api/v1/people",
        "GET /api/v1/provisioning/sessions",
        "GET /api/v1/provisioning/sessions.csv",
        "GET /api/v1/provisioning/sessions/{id}",
        "GET /api/v1/provisioning/statistics",
        "GET /api/v1/roles",
        "GET /api/v1/roles/{id}",
        "GET /api/v1/set-up",
        "GET /api/v1/settings/addresses",
        "GET /api/v1/settings/addresses/root",
        "GET /api/v1/settings/mail",
        "GET /api/v1/settings/organisation",
        "GET /api/v1/shipments",
        "GET /api/v1/shipments/{id}",
        "GET /api/v1/shipments/{id}/devices",
        "GET /api/v1/sign-in/options",
        "GET /api/v1/static-batches",
        "GET /api/v1/static-batches/{id}",
        "GET /api/v1/static-tokens",
        "GET /api/v1/static-tokens/{id}",
        "GET /api/v1/templates",
        "GET /api/v1/templates/{id}",
        "GET /api/v1/templates/{id}/firmware",
        "GET /api/v1/webhooks",
        "DELETE /api/v1/devices/{id}/place",
        "GET /api/v1/time-zones",
        "GET /api/v1/webhooks/{id}",
        "GET /api/v1/webhooks/{id}/deliveries",
        "GET /healthz",
        "GET /readyz",
        "HEAD /api/v1/uploads/{id}",
        "OPTIONS /api/v1/uploads",
        "PATCH /api/v1/api-clients/{id}",
        "PATCH /api/v1/devices/{id}",
        "PATCH /api/v1/me/passkeys/{id}",
        "PATCH /api/v1/organisations/{id}",
        "PATCH /api/v1/people/{id}",
        "PATCH /api/v1/roles/{id}",
        "PATCH /api/v1/settings/organisation",
        "PATCH /api/v1/uploads/{id}",
        "PATCH /api/v1/webhooks/{id}",
        "POST /api/v1/api-clients",
        "POST /api/v1/api-clients/{id}/secret",
        "POST /api/v1/claims",
        "POST /api/v1/devices",
        "POST /api/v1/devices/{id}/ping",
        "POST /api/v1/devices/{id}/reboot",
        "POST /api/v1/devices/{id}/reconfigure",
        "POST /api/v1/devices/{id}/token",
        "POST /api/v1/devices/{id}/transfer",
        "POST /api/v1/invitations",
        "POST /api/v1/invitations/accept",
        "POST /api/v1/invitations/show",
        "POST /api/v1/invitations/{id}/resend",
        "POST /api/v1/me/delete",
        "POST /api/v1/me/passkeys",
        "POST /api/v1/me/passkeys/challenge",
        "POST /api/v1/organisations",
        "POST /api/v1/organisations/{id}/transfer",
        "POST /api/v1/password-reset",
        "POST /api/v1/password-reset/complete",
        "POST /api/v1/people/{id}/reset-link",
        "POST /api/v1/people/{id}/sign-out",
        "POST /api/v1/people/{id}/transfer",
        "POST /api/v1/provisioning/sessions",
        "POST /api/v1/provisioning/sessions/{id}/cancel",
        "POST /api/v1/provisioning/sessions/{id}/reports",
        "POST /api/v1/provisioning/trade",
        "POST /api/v1/roles",
        "POST /api/v1/set-up",
        "POST /api/v1/settings/mail/test",
        "POST /api/v1/shipments",
        "POST /api/v1/shipments/{id}/stop",
        "POST /api/v1/sign-in",
        "POST /api/v1/sign-in/passkey",
        "POST /api/v1/sign-in/passkey/challenge",
        "POST /api/v1/sign-out",
        "POST /api/v1/sign-up",
        "POST /api/v1/static-batches",
        "POST /api/v1/static-batches/import",
        "POST /api/v1/static-batches/{id}/cancel",
        "POST /api/v1/static-batches/{id}/export",
        "POST /api/v1/static-tokens/{id}/release",
        "POST /api/v1/templates",
        "POST /api/v1/templates/{id}/datastreams",
        "POST /api/v1/templates/{id}/events",
        "POST /api/v1/templates/{id}/firmware",
        "POST /api/v1/templates/{id}/metadata-fields",
        "POST /api/v1/uploads",
        "POST /api/v1/webhooks",
        "POST /api/v1/webhooks/{id}/dead-letters/redeliver",
        "POST /api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver",
        "POST /api/v1/webhooks/{id}/secret",
        "POST /api/v1/webhooks/{id}/test",
        "POST /oauth2/token",
        "PUT /api/v1/devices/{id}/datastreams/{pin}",
        "PUT /api/v1/devices/{id}/metadata/{name}",
        "PUT /api/v1/devices/{id}/place",
        "PUT /api/v1/organisations/{id}/templates/{templateId}",
        "PUT /api/v1/templates/{id}",
        "PUT /api/v1/templates/{id}/datastreams/{datastreamId}",
        "PUT /api/v1/templates/{id}/events/{eventId}",
        "PUT /api/v1/templates/{id}/metadata-fields/{fieldId}",
    ];

    private static readonly string[] OpenToEverybody =
    [
        "GET /healthz",
        "GET /readyz",
        "POST /api/v1/invitations/accept",
        "POST /api/v1/invitations/show",
        "POST /api/v1/provisioning/trade",
        "GET /api/v1/set-up",
        "POST /api/v1/set-up",
        "POST /api/v1/sign-in",
        "GET /api/v1/sign-in/options",
        "POST /api/v1/sign-in/passkey",
        "POST /api/v1/sign-in/passkey/challenge",
        "POST /api/v1/sign-up",
        "POST /api/v1/password-reset",
        "POST /api/v1/password-reset/complete",
        "POST /oauth2/token",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_lists_every_route_with_a_summary()
    {
        var operations = await OperationsAsync();

        operations.Keys.Order(StringComparer.Ordinal).ShouldBe(Surface.Order(StringComparer.Ordinal));
        operations.Values.ShouldAllBe(operation => operation["summary"] != null && operation["tags"] != null);
    }

    [Fact]
    public async Task Every_route_but_those_before_sign_in_asks_who_is_calling()
    {
        var operations = await OperationsAsync();
        var open = operations
            .Where(operation => operation.Value["security"] is null)
            .Select(operation => operation.Key);
        open.Order(StringComparer.Ordinal).ShouldBe(OpenToEverybody.Order(StringComparer.Ordinal));

        foreach (var (name, _) in operations.Where(operation => operation.Value["security"] is not null))
        {
            var (method, path) = (name.Split(' ')[0], name.Split(' ')[1]);
            using var request = new HttpRequestMessage(
                new HttpMethod(method),
                new Uri(
                    shared.Api.Address,
                    path.Replace("{pin}", "1")
                        .Replace("{", "")
                        .Replace("}", "")
                        .Replace("/id", "/1")
                        .Replace("/datastreamId", "/1")
                        .Replace("/fieldId", "/1")
                        .Replace("/eventId", "/1")
                        .Replace("/deliveryId", "/1")
                        .Replace("/firmwareId", "/1")
                )
            );
            using var stranger = new HttpClient();
            using var response = await stranger.SendAsync(request, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, name);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", name);
        }
    }

    [Fact]
    public async Task Words_are_listed_and_pins_are_numbers()
    {
        var document = await shared.Api.GetAsync(ApiDocument.Path);
        var schemas = document["components"]!["schemas"]!;

        schemas.ToJsonString().ShouldContain("\"Location\"");
        schemas["ProvisioningState"]!["enum"]!
            .AsArray()
            .Select(word => (string?)word)
            .ShouldBe(["Pending", "Succeeded", "Failed", "Cancelled", "Expired"]);
        ((string?)schemas["VirtualPin"]!["type"]).ShouldBe("integer");
    }

    [Fact]
    public async Task The_page_is_served()
    {
        var page = await shared.Api.Http.GetStringAsync("/docs/index.html", Cancellation);

        page.ShouldContain("swagger", Case.Insensitive);
    }

    private async Task<Dictionary<string, JsonObject>> OperationsAsync()
    {
        var document = await shared.Api.GetAsync(ApiDocument.Path);
        return document["paths"]!
            .AsObject()
            .SelectMany(path =>
                path.Value!.AsObject()
                    .Select(operation =>
                        ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!.AsObject())
                    )
            )
            .ToDictionary(StringComparer.Ordinal);
    }
}
