using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Webhooks as programs see them, over a real database.</summary>
public sealed class WebhookRoutesTests : IAsyncLifetime
{
    private const string Admin = "admin@example.com";

    private WholeCloud _cloud = null!;
    private string _token = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await WholeCloud.StartAsync();
        await _cloud.AddPersonAsync(Admin, Role.Admin, OrganisationId.Root);
        _token = await _cloud.SignInAsync(Admin);
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task The_secret_is_shown_once_and_of_headers_only_the_names()
    {
        var made = await SendAsync(
            HttpMethod.Post,
            "/webhooks",
            new
            {
                name = "Mine",
                url = "https://example.com/",
                triggers = new[] { "Online", "Event" },
                eventCodes = new[] { "hot" },
                headers = new Dictionary<string, string> { ["X-Key"] = "open sesame" },
            },
            HttpStatusCode.Created
        );
        made["secret"]!.GetValue<string>().ShouldStartWith("whsec_");

        var text = (await SendAsync(HttpMethod.Get, "/webhooks")).ToJsonString();

        text.ShouldNotContain("whsec_");
        text.ShouldNotContain("sesame");
        text.ShouldContain("\"headers\":[\"X-Key\"]");
        text.ShouldContain("\"triggers\":[\"Online\",\"Event\"]");
    }

    [Fact]
    public async Task What_a_change_leaves_out_stays_and_empty_means_all()
    {
        var id = await MakeAsync(new { pin = 4, templateId = "TMPLabcdefgh" });

        var changed = await SendAsync(HttpMethod.Patch, $"/webhooks/{id}", new { name = "Other" });
        ((int?)changed["pin"]).ShouldBe(4);
        ((string?)changed["templateId"]).ShouldBe("TMPLabcdefgh");
        var emptied = await SendAsync(HttpMethod.Patch, $"/webhooks/{id}", new { pin = -1, templateId = "" });

        emptied["pin"].ShouldBeNull();
        emptied["templateId"].ShouldBeNull();
        ((string?)emptied["name"]).ShouldBe("Other");
    }

    [Theory]
    [InlineData("triggers", "[\"Online\",\"Sunrise\"]")]
    [InlineData("triggers", "[]")]
    [InlineData("pin", "256")]
    [InlineData("templateId", "\"lamp\"")]
    [InlineData("requestsPerMinute", "601")]
    [InlineData("url", "\"https://169.254.169.254/\"")]
    public async Task Bad_input_is_refused_with_its_field(string field, string value)
    {
        var body = new JsonObject
        {
            ["name"] = "Mine",
            ["url"] = "https://example.com/",
            ["triggers"] = new JsonArray("Online"),
            [field] = JsonNode.Parse(value),
        };

        var problem = await SendAsync(HttpMethod.Post, "/webhooks", body, HttpStatusCode.BadRequest);

        ((string?)problem["field"]).ShouldBe(field);
    }

    [Fact]
    public async Task A_test_tells_the_receivers_status_and_the_beginning_of_its_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var id = await MakeAsync(new { url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/" });
        var answering = AnswerAsync(listener);

        var trial = await SendAsync(HttpMethod.Post, $"/webhooks/{id}/test");

        await answering;
        ((bool?)trial["succeeded"]).ShouldBe(false);
        ((int?)trial["status"]).ShouldBe(418);
        ((string?)trial["answer"]).ShouldBe("short and stout");
        ((string?)trial["reason"]).ShouldBe("The receiver answered 418.");
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[65_536], Cancellation);
        await stream.WriteAsync("HTTP/1.1 418 Teapot\r\n\r\nshort and stout"u8.ToArray(), Cancellation);
    }

    private async Task<long> MakeAsync(object more)
    {
        var body = new JsonObject
        {
            ["name"] = "Mine",
            ["url"] = "https://example.com/",
            ["triggers"] = new JsonArray("Online"),
        };
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject())
            body[name] = value?.DeepClone();
        var made = await SendAsync(HttpMethod.Post, "/webhooks", body, HttpStatusCode.Created);
        return made["webhook"]!["id"]!.GetValue<long>();
    }

    private async Task<JsonNode> SendAsync(
        HttpMethod method,
        string path,
        object? body = null,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        using var response = await _cloud.CallAsync(_token, method, path, body);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.StatusCode.ShouldBe(expected, text);
        return JsonNode.Parse(text)!;
    }
}
