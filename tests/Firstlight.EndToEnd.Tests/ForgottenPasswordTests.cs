using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A new password by mail from a real mail server, and by the command at the database's machine.</summary>
public sealed class ForgottenPasswordTests
{
    private const string NewPassword = "another horse entirely";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_in_the_mail_sets_a_new_password()
    {
        using var scratch = new Scratch();
        await using var server = await MailServer.StartAsync(Cancellation, "--user", "iot", "--password", "geheim é");
        await using var cloud = await StartAsync(
            scratch,
            server.Port,
            "--smtp-user",
            "iot",
            "--smtp-password",
            "geheim é"
        );
        using var http = new HttpClient { BaseAddress = cloud.Address };

        await RequestAsync(http);
        var mail = await server.ExpectMailAsync(CloudProcess.OwnerEmail, Cancellation);

        mail.ShouldContain("https://iot.example.com/reset-password#");
        var token = mail.Split('#')[1].Split()[0];
        (await CompleteAsync(http, token)).ShouldBe(HttpStatusCode.NoContent);
        (await SignInAsync(http, NewPassword)).ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(http, CloudProcess.OwnerPassword)).ShouldBe(HttpStatusCode.Unauthorized);
        (await CompleteAsync(http, token)).ShouldBe(HttpStatusCode.Forbidden);
        cloud.Output.ShouldNotContain(token);
        cloud.Output.ShouldNotContain("geheim");
    }

    [Fact]
    public async Task A_mail_server_that_comes_back_gets_the_mail_that_waited()
    {
        using var scratch = new Scratch();
        using var port = new HeldPort();
        await using var cloud = await StartAsync(scratch, port.Number);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);

        await RequestAsync(api.Http);
        var state = await MailStateAsync(api, state => state["lastFailure"] is not null);
        state["waiting"]!.GetValue<int>().ShouldBe(1);
        state["lastFailure"]!["gaveUp"]!.GetValue<bool>().ShouldBeFalse();
        state["lastFailure"]!["reason"]!.GetValue<string>().ShouldStartWith($"127.0.0.1:{port}");

        await using var server = await MailServer.StartAsync(Cancellation, "--port", $"{port}");
        (await server.ExpectMailAsync(CloudProcess.OwnerEmail, Cancellation)).ShouldContain("#");
        (await MailStateAsync(api, state => state["lastSentAt"] is not null))["waiting"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_told_and_not_tried_again()
    {
        using var scratch = new Scratch();
        await using var server = await MailServer.StartAsync(Cancellation, "--refuse", CloudProcess.OwnerEmail);
        await using var cloud = await StartAsync(scratch, server.Port);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);

        await RequestAsync(api.Http);
        var state = await MailStateAsync(api, state => state["lastFailure"] is not null);

        state["lastFailure"]!["gaveUp"]!.GetValue<bool>().ShouldBeTrue();
        state["waiting"]!.GetValue<int>().ShouldBe(0);
        var test = await api.PostAsync("api/v1/settings/mail/test", new { }, HttpStatusCode.Conflict, Cancellation);
        test["code"]!.GetValue<string>().ShouldBe("mail_not_sent");
    }

    [Fact]
    public async Task At_the_databases_machine_a_locked_out_owner_makes_a_link()
    {
        using var scratch = new Scratch();
        await using (await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            // While the cloud runs the database is its own.
            var (busy, refusal) = await ResetLinkAsync(scratch, CloudProcess.OwnerEmail);
            busy.ShouldBe(3);
            refusal.ShouldContain("Stop it first");
        }

        var (unknown, _) = await ResetLinkAsync(scratch, "nobody@example.com");
        unknown.ShouldBe(4);
        var (code, output) = await ResetLinkAsync(scratch, CloudProcess.OwnerEmail);
        code.ShouldBe(0, output);
        var token = output.Split("/reset-password#")[1].Split()[0];
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var http = new HttpClient { BaseAddress = cloud.Address };
        (await CompleteAsync(http, token)).ShouldBe(HttpStatusCode.NoContent);
        (await SignInAsync(http, NewPassword)).ShouldBe(HttpStatusCode.OK);
    }

    private static Task<CloudProcess> StartAsync(Scratch scratch, int mailPort, params string[] more) =>
        CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more:
            [
                "--smtp-host",
                "127.0.0.1",
                "--smtp-port",
                $"{mailPort}",
                "--smtp-tls",
                "off",
                "--smtp-from",
                "iot@example.com",
                "--public-url",
                "https://iot.example.com",
                .. more,
            ]
        );

    private static async Task<(int Code, string Output)> ResetLinkAsync(Scratch scratch, string email)
    {
        await using var program = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["reset-link", email, "--data", scratch.Path]
        );
        return (await program.WaitForExitAsync(Cancellation), program.Output);
    }

    private static async Task RequestAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(
            "api/v1/password-reset",
            new { email = CloudProcess.OwnerEmail },
            Cancellation
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private static async Task<HttpStatusCode> CompleteAsync(HttpClient http, string token)
    {
        using var answer = await http.PostAsJsonAsync(
            "api/v1/password-reset/complete",
            new { token, password = NewPassword },
            Cancellation
        );
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> SignInAsync(HttpClient http, string password)
    {
        using var answer = await http.PostAsJsonAsync(
            "api/v1/sign-in",
            new { email = CloudProcess.OwnerEmail, password },
            Cancellation
        );
        return answer.StatusCode;
    }

    private static async Task<JsonNode> MailStateAsync(RestClient api, Func<JsonNode, bool> condition)
    {
        JsonNode? state = null;
        await Until.TrueAsync(
            async () => condition(state = await api.GetAsync("api/v1/settings/mail", Cancellation)),
            "mail fares so",
            Cancellation
        );
        return state!;
    }
}
