using System.Net;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The cloud on a PostgreSQL server, which is a process of its own and may die alone.</summary>
public sealed class PostgresTests
{
    private const string Database = "firstlight";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_activated_and_outlives_the_death_of_cloud_and_server()
    {
        using var scratch = new Scratch();
        await using var server = await PostgresProcess.StartAsync(Cancellation);
        await server.CreateDatabaseAsync(Database, Cancellation);
        string token;
        string templateId;
        long id;
        await using (var cloud = await StartAsync(scratch, server))
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            templateId = await api.CreateTemplateAsync("Thermostat", Cancellation);
            var session = await api.PostAsync(
                "api/v1/provisioning/sessions",
                new { },
                HttpStatusCode.Created,
                Cancellation
            );
            (token, id) = (session["token"]!.GetValue<string>(), session["deviceId"]!.GetValue<long>());

            await using var device = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
            (await device.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
            (await device.ReportTemplateAsync(templateId, Cancellation)).ShouldBe(StatusCode.Success);
            await server.KillAsync();
            await cloud.KillAsync();
        }

        await server.StartAgainAsync(Cancellation);
        await using var next = await StartAsync(scratch, server);
        using var again = await RestClient.SignInAsync(next, Cancellation);
        (await again.AllDevicesAsync(Cancellation)).Select(device => device["id"]!.GetValue<long>()).ShouldBe([id]);
        await using var returned = (await NativeSocket.TryConnectAsync(next.Port, Cancellation))!;
        (await returned.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        File.Exists(scratch.File("firstlight.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_is_away_makes_no_token_invalid_and_the_cloud_not_ready()
    {
        using var scratch = new Scratch();
        await using var server = await PostgresProcess.StartAsync(Cancellation);
        await server.CreateDatabaseAsync(Database, Cancellation);
        await using var cloud = await StartAsync(scratch, server);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var session = await api.PostAsync(
            "api/v1/provisioning/sessions",
            new { },
            HttpStatusCode.Created,
            Cancellation
        );
        var token = session["token"]!.GetValue<string>();

        await server.KillAsync();
        await using (var device = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!)
            (await device.LoginAsync(token, Cancellation)).ShouldNotBe(StatusCode.InvalidToken);
        using (var ready = await api.Http.GetAsync("readyz", Cancellation))
            ready.IsSuccessStatusCode.ShouldBeFalse();

        await server.StartAgainAsync(Cancellation);
        await Until.TrueAsync(
            async () =>
            {
                await using var device = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
                return await device.LoginAsync(token, Cancellation) == StatusCode.Success;
            },
            "the device is let in",
            Cancellation
        );
    }

    [Fact]
    public async Task A_second_cloud_on_one_database_is_refused_in_a_sentence()
    {
        using var scratch = new Scratch();
        using var other = new Scratch();
        await using var server = await PostgresProcess.StartAsync(Cancellation);
        await server.CreateDatabaseAsync(Database, Cancellation);
        await using var first = await StartAsync(scratch, server);
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(other, server));
        refused.Message.ShouldContain("The cloud cannot start: Another Firstlight uses firstlight on ");
    }

    [Fact]
    public async Task An_installation_moves_from_its_folder_to_PostgreSQL_and_goes_on()
    {
        using var scratch = new Scratch();
        await using var server = await PostgresProcess.StartAsync(Cancellation);
        await server.CreateDatabaseAsync(Database, Cancellation);
        string token;
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            var session = await api.PostAsync(
                "api/v1/provisioning/sessions",
                new { },
                HttpStatusCode.Created,
                Cancellation
            );
            token = session["token"]!.GetValue<string>();
            (await cloud.TerminateAsync(Cancellation)).ShouldBe(0);
        }

        await using var copy = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["database", "copy", "--from", scratch.Path, "--to", server.SettingsFor(Database)]
        );
        (await copy.WaitForExitAsync(Cancellation)).ShouldBe(0, copy.Output);
        copy.Output.ShouldContain("provisioning_session");

        await using var moved = await StartAsync(scratch, server);
        using var again = await RestClient.SignInAsync(moved, Cancellation);
        await using var device = (await NativeSocket.TryConnectAsync(moved.Port, Cancellation))!;
        (await device.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
    }

    private static Task<CloudProcess> StartAsync(Scratch scratch, PostgresProcess server) =>
        CloudProcess.StartAsync(scratch.Path, Cancellation, more: ["--database", server.SettingsFor(Database)]);
}
