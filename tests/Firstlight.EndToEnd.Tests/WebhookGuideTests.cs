using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The receivers of docs/webhooks.md, run as they stand there.</summary>
public sealed partial class WebhookGuideTests
{
    private static readonly string[] Triggers = ["Event"];
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("python", "/usr/bin/python3", "receiver.py")]
    [InlineData("js", "node", "receiver.js")]
    public async Task A_receiver_of_the_guide_takes_what_is_ours_and_refuses_what_is_forged(
        string language,
        string program,
        string file
    )
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.File("cloud"),
            Cancellation,
            more: ["--private-webhooks"]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        using var port = new HeldPort();
        var url = $"http://127.0.0.1:{port}/";
        var made = await WebhookReceiver.MakeAsync(api, url, Triggers, Cancellation);
        await File.WriteAllTextAsync(scratch.File(file), await SnippetAsync(language), Cancellation);
        await using var receiver = Child.Start(
            program,
            [scratch.File(file)],
            new Dictionary<string, string?> { ["SECRET"] = made["secret"]!.GetValue<string>(), ["PORT"] = $"{port}" }
        );
        var webhook = $"api/v1/webhooks/{made["webhook"]!["id"]}";

        await Until.TrueAsync(() => TryOutAsync(api, webhook), "the receiver takes the test", Cancellation);
        await receiver.ExpectLineAsync(line => line == "webhook.test Example device", Cancellation);

        using var forger = new HttpClient();
        using var forged = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("{}") };
        forged.Headers.Add("webhook-id", "msg_1");
        forged.Headers.Add("webhook-timestamp", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}");
        forged.Headers.Add("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        using var refused = await forger.SendAsync(forged, Cancellation);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await api.PostAsync($"{webhook}/secret", new { overlapMinutes = 5 }, HttpStatusCode.OK, Cancellation);
        (await TryOutAsync(api, webhook)).ShouldBeTrue("the secret before is still signed with");
        await api.PostAsync($"{webhook}/secret", new { }, HttpStatusCode.OK, Cancellation);
        (await TryOutAsync(api, webhook)).ShouldBeFalse("it is not any more");
    }

    private static async Task<bool> TryOutAsync(RestClient api, string webhook)
    {
        var trial = await api.PostAsync($"{webhook}/test", new { }, HttpStatusCode.OK, Cancellation);
        return trial["succeeded"]!.GetValue<bool>();
    }

    private static async Task<string> SnippetAsync(string language)
    {
        var page = await File.ReadAllTextAsync(Repository.File("docs/webhooks.md"), Cancellation);
        return Snippets()
            .Matches(page)
            .Single(match => match.Groups["language"].Value == language)
            .Groups["text"]
            .Value;
    }

    [GeneratedRegex(
        "^```(?<language>\\w+)\n(?<text>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Snippets();
}
