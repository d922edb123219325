using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The pages are typed from <c>web/openapi.json</c>: it must be what the cloud says about itself.</summary>
public sealed class ApiDocumentTests
{
    private const string HowToRefresh =
        "web/openapi.json is not what the cloud serves. Start the cloud, then: node web/refresh-openapi.mjs http://127.0.0.1:8080";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_that_the_pages_are_typed_from_is_the_one_the_cloud_serves()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var http = new HttpClient { BaseAddress = cloud.Address };

        var served = JsonNode.Parse(await http.GetStringAsync("openapi/v1.json", Cancellation))!.AsObject();
        // Where it happened to listen is no part of what it can do.
        served.Remove("servers");
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File("web/openapi.json"), Cancellation));

        JsonNode.DeepEquals(served, kept).ShouldBeTrue(HowToRefresh);
    }
}
