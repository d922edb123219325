using System.Net;
using System.Net.Http.Json;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The cloud as an operator meets it: starts, stops, refuses in sentences, keeps secrets.</summary>
public sealed class OperationTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task SIGTERM_ends_with_code_0_and_native_writes_of_the_last_moment_are_kept()
    {
        using var scratch = new Scratch();
        long id;
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            var template = await api.CreateTemplateAsync("Clean Stop", Cancellation);
            var made = await api.PostAsync(
                "api/v1/devices",
                new { templateId = template, name = "Stopper" },
                HttpStatusCode.Created,
                Cancellation
            );
            id = made["id"]!.GetValue<long>();
            await using var device = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
            (await device!.LoginAsync(made["token"]!.GetValue<string>(), Cancellation)).ShouldBe(StatusCode.Success);
            (await device.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
            for (var value = 1; value <= 40; value++)
                await device.WriteAsync(0, $"{value}", Cancellation);
            // The answer to a ping says that the writes before it were read.
            (await device.PingAsync(Cancellation)).ShouldBe(StatusCode.Success);

            (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
        }

        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        var history = await apiAgain.GetAsync($"api/v1/devices/{id}/datastreams/0/history?limit=1000", Cancellation);
        history["items"]!.AsArray().Count.ShouldBe(40);
    }

    [Fact]
    public async Task Without_an_owner_there_is_a_set_up_link_that_works_once()
    {
        using var scratch = new Scratch();
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", scratch.Path, "--port", "0", "--tls-port", "off"]
        );
        var line = await child.ExpectLineAsync(
            text => text.Contains("/set-up#", StringComparison.Ordinal),
            Cancellation
        );
        var link = new Uri(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Single(word => word.Contains("/set-up#", StringComparison.Ordinal))
        );
        using var http = new HttpClient();
        (await http.GetStringAsync(link, Cancellation)).ShouldContain("The first owner");

        var setUp = new Uri(link, "/api/v1/set-up");
        var body = new
        {
            token = link.Fragment[1..],
            email = "first@example.com",
            password = "a long enough password",
        };
        using (var wrong = await http.PostAsJsonAsync(setUp, body with { token = "guess" }, Cancellation))
            wrong.IsSuccessStatusCode.ShouldBeFalse();
        using (var first = await http.PostAsJsonAsync(setUp, body, Cancellation))
            first.IsSuccessStatusCode.ShouldBeTrue(await first.Content.ReadAsStringAsync(Cancellation));
        using (var second = await http.PostAsJsonAsync(setUp, body, Cancellation))
            second.IsSuccessStatusCode.ShouldBeFalse();
        using var signIn = await http.PostAsJsonAsync(
            new Uri(link, "/api/v1/sign-in"),
            new { body.email, body.password },
            Cancellation
        );
        signIn.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("--port", "70000", "--port takes a port number")]
    [InlineData("--port", "any", "--port takes a port number")]
    [InlineData("--pending-token-lifetime", "long", "--pending-token-lifetime takes one second to 366 days")]
    [InlineData("--flood-limit", "many", "--flood-limit takes messages a second")]
    [InlineData("--heartbeat-factor", "0.5", "--heartbeat-factor takes a number from 1 to 10")]
    [InlineData("--moved-to", "iot.example.com:http", "--moved-to takes a host of at most 63 characters")]
    [InlineData("--moved-to-tls-port", "443", "--moved-to-tls-port needs --moved-to")]
    [InlineData("--drain-delay", "a while", "--drain-delay takes seconds, 0 to 600")]
    [InlineData("--drain", "3601", "--drain takes whole seconds, 0 to 3600")]
    [InlineData("--drain", "0.5", "--drain takes whole seconds, 0 to 3600")]
    [InlineData("--otlp", "localhost:4318", "--otlp takes an address such as http://localhost:4318")]
    [InlineData("--proxies", "10.0.0.5,balancer", "\"balancer\" is neither")]
    [InlineData("--proxies", "10.0.5", "\"10.0.5\" is neither")]
    [InlineData("--node", "north", "--node and --rabbitmq go together")]
    [InlineData("--rabbitmq", "amqp://localhost", "--node and --rabbitmq go together")]
    [InlineData("--node", "North Pole", "--node takes a name of at most 32 characters")]
    [InlineData("--listen", "home", "--listen takes an IP address")]
    [InlineData("--frobnicate", "1", "--frobnicate")]
    public async Task A_wrong_option_is_refused_in_a_sentence(string option, string value, string sentence)
    {
        using var scratch = new Scratch();
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", scratch.Path, option, value]
        );

        (await child.WaitForExitAsync(Cancellation)).ShouldBe(2, child.Output);
        child.Output.ShouldContain(sentence);
        child.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_port_in_use_and_a_data_folder_in_use_are_refused_in_a_sentence()
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);

        await using var samePort = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", other.Path, "--port", $"{cloud.Port}", "--tls-port", "off"]
        );
        (await samePort.WaitForExitAsync(Cancellation)).ShouldBe(3, samePort.Output);
        samePort.Output.ShouldContain("is in use");

        await using var sameData = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", scratch.Path, "--port", "0", "--tls-port", "off"]
        );
        (await sameData.WaitForExitAsync(Cancellation)).ShouldBe(3, sameData.Output);
        sameData.Output.ShouldContain("The cloud cannot start:");
        sameData.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task No_secret_reaches_the_log()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Silent", Cancellation);
        var session = await api.StartSessionAsync(new { templateId = template }, Cancellation);
        var pending = session["token"]!.GetValue<string>();
        var manual = await api.PostAsync(
            "api/v1/devices",
            new { templateId = template, name = "Quiet" },
            HttpStatusCode.Created,
            Cancellation
        );
        var token = manual["token"]!.GetValue<string>();

        foreach (var secret in new[] { pending, token, new string('A', 32) })
        {
            using var update = await api.Http.GetAsync($"external/api/update?token={secret}&v0=1", Cancellation);
            await using var device = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
            await device!.LoginAsync(secret, Cancellation);
        }

        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0);
        foreach (var secret in new[] { pending, token, CloudProcess.OwnerPassword })
            cloud.Output.ShouldNotContain(secret);
    }
}
