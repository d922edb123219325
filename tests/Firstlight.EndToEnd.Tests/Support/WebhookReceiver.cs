using System.Net;
using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>Somebody else's receiver: Node.js with the library of the signing scheme.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly Child _program;

    private WebhookReceiver(Child program, int port)
    {
        _program = program;
        Url = $"http://127.0.0.1:{port}/hook";
    }

    public string Url { get; }

    /// <summary>Every message that came so far.</summary>
    public IReadOnlyList<JsonNode> Messages =>
        [
            .. _program
                .Output.Split('\n')
                .Where(line => line.Contains("\"event\":\"message\"", StringComparison.Ordinal))
                .Select(line => JsonNode.Parse(line)!),
        ];

    public static async Task<WebhookReceiver> StartAsync(CancellationToken cancellation)
    {
        var program = Child.Start("node", [Repository.File("tests/clients/webhook-receiver.js")]);
        var line = await program.ExpectLineAsync(
            text => text.Contains("listening", StringComparison.Ordinal),
            cancellation
        );
        return new WebhookReceiver(program, JsonNode.Parse(line)!["port"]!.GetValue<int>());
    }

    /// <summary>Makes a webhook of the cloud that tells this receiver; its number.</summary>
    public async Task<long> HearAsync(RestClient api, string[] triggers, CancellationToken cancellation)
    {
        var made = await MakeAsync(api, Url, triggers, cancellation);
        await _program.SayAsync(made["secret"]!.GetValue<string>());
        await _program.ExpectLineAsync(
            text => text.Contains("\"event\":\"ready\"", StringComparison.Ordinal),
            cancellation
        );
        return made["webhook"]!["id"]!.GetValue<long>();
    }

    public static Task<JsonNode> MakeAsync(
        RestClient api,
        string url,
        string[] triggers,
        CancellationToken cancellation
    ) =>
        api.PostAsync(
            "api/v1/webhooks",
            new
            {
                name = "Receiver",
                url,
                triggers,
                requestsPerMinute = 600,
            },
            HttpStatusCode.Created,
            cancellation
        );

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
