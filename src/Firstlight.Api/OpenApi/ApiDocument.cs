using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Firstlight.Api;

/// <summary>The OpenAPI document of this door alone: the devices' calls have pages of their own.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Path = "/openapi/v1.json";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = route =>
            route.RelativePath is "healthz" or "readyz" or "oauth2/token"
            || route.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer((document, _, _) => Introduce(document));
        options.AddOperationTransformer((operation, context, _) => NameRights(operation, context));
        options.AddSchemaTransformer((schema, context, _) => DescribeWords(schema, context.JsonTypeInfo.Type));
    }

    private static Task Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Firstlight",
            Version = "1",
            Description =
                "The people's door of Firstlight. Every refusal is a problem+json with a stable `code` and, for bad input, the `field`.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Schemes.Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The accessToken of POST /api/v1/sign-in.",
            },
            [Schemes.Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = Schemes.CookieName,
                Description =
                    $"For browsers. Changing requests come from this origin or carry {CrossSiteGuard.Header}.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task NameRights(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Responses ??= [];
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Right>().LastOrDefault() is { } right)
        {
            operation.Description ??= right.Words;
            AddOrganisation(operation);
            operation.Responses.TryAdd("401", new OpenApiResponse { Description = "Not signed in." });
            operation.Responses.TryAdd("403", new OpenApiResponse { Description = "Not allowed for this role." });
            operation.Security =
            [
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(Schemes.Bearer, context.Document)] = [],
                },
                new OpenApiSecurityRequirement
                {
                    [new OpenApiSecuritySchemeReference(Schemes.Cookie, context.Document)] = [],
                },
            ];
        }

        operation.Responses.TryAdd("500", new OpenApiResponse { Description = "A fault inside the server." });
        operation.Responses.TryAdd("503", new OpenApiResponse { Description = "Storage is not available; try again." });
        operation.Responses.TryAdd(
            "504",
            new OpenApiResponse { Description = "It is not known whether it was done; look before you repeat it." }
        );
        return Task.CompletedTask;
    }

    private static void AddOrganisation(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = OrganisationSwitch.Header,
                In = ParameterLocation.Header,
                Description =
                    $"Act in this organisation below one's own. A reading request may carry it as '{OrganisationSwitch.Parameter}' in the query.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
            }
        );
        operation.Responses!.TryAdd(
            "400",
            new OpenApiResponse { Description = $"{OrganisationSwitch.Header} is no number." }
        );
        operation.Responses.TryAdd(
            "404",
            new OpenApiResponse { Description = "No such organisation at or below one's own." }
        );
    }

    // They have converters of their own, which the schema exporter cannot look into.
    private static Task DescribeWords(OpenApiSchema schema, Type type)
    {
        var named = Nullable.GetUnderlyingType(type) ?? type;
        if (named.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(named).Select(name => (System.Text.Json.Nodes.JsonNode)name)];
        }
        else if (named == typeof(VirtualPin))
        {
            schema.Type = JsonSchemaType.Integer;
            schema.Description = PinConverter.Expected;
        }
        else if (named == typeof(GivenNumber))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.Null;
            schema.Description = "A number; null takes it away.";
        }

        return Task.CompletedTask;
    }
}
