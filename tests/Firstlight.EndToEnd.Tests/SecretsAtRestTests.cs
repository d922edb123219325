using System.Net;
using System.Net.Http.Json;
using System.Text;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Promise 5: after a full day's work no secret lies in the cloud's folder or in what it said, in whatever form.</summary>
public sealed class SecretsAtRestTests(ITestOutputHelper output)
{
    private const string WifiPassword = "firstlight-wifi";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_token_and_no_password_lies_in_the_data_folder_or_in_the_log()
    {
        using var scratch = new Scratch();
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["the Wi-Fi password"] = WifiPassword,
            ["the owner's password"] = CloudProcess.OwnerPassword,
        };
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        await using var room = await WorkbenchProcess.StartAsync(
            scratch.File("room"),
            cloud.RootCertificate,
            Cancellation
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Discreet", Cancellation);
        secrets["the sign-in ticket"] = api.Http.DefaultRequestHeaders.Authorization!.Parameter!;

        // An activation as the phone does it, and again for the same device.
        var provisioned = await ProvisionAsync(cloud, room, scratch, template);
        secrets["the dynamic token"] = await RevealAsync(api, provisioned);
        var session = await api.StartSessionAsync(new { deviceId = provisioned }, Cancellation);
        secrets["the token of the second provisioning"] = session["token"]!.GetValue<string>();
        var code = session["code"]!.GetValue<string>();
        secrets["the short code"] = code;
        secrets["the short code as it is sent"] = code.Replace("-", "", StringComparison.Ordinal);
        using (
            var traded = await api.Http.PostAsJsonAsync(
                "api/v1/provisioning/trade",
                new
                {
                    code,
                    templateId = template,
                    unit = "a-discreet-unit",
                },
                Cancellation
            )
        )
            traded.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (await api.Http.GetAsync($"no/such/page?code={code}", Cancellation)) { }
        await UseAsync(cloud.Port, secrets["the token of the second provisioning"], template);

        var (manual, manualToken) = await api.CreateDeviceAsync(template, "By hand", Cancellation);
        secrets["the manual token"] = manualToken;
        (await RevealAsync(api, manual)).ShouldBe(manualToken);
        await UseAsync(cloud.Port, manualToken, template);
        var cancelled = await api.StartSessionAsync(new { templateId = template }, Cancellation);
        secrets["a cancelled token"] = cancelled["token"]!.GetValue<string>();
        using (await api.Http.PostAsync($"api/v1/provisioning/sessions/{cancelled["id"]}/cancel", null, Cancellation))
        { }

        secrets["a guessed token"] = "guessed-guessed-guessed-guessed1";
        foreach (var (name, token) in secrets.Where(secret => secret.Key.Contains("token", StringComparison.Ordinal)))
        {
            using (await api.Http.GetAsync($"external/api/update?token={token}&v0=20.5", Cancellation)) { }
            using (await api.Http.GetAsync($"external/api/provision?token={token}&templateId=TMPLnobody", Cancellation))
            { }
            using (await api.Http.GetAsync($"no/such/page?token={token}", Cancellation)) { }
            await using var device = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
            (await device!.LoginAsync(token, Cancellation)).ShouldNotBe(StatusCode.IllegalCommand, name);
        }

        // Once as it runs, with what is only in the write-ahead log, and once as it was left.
        Search(scratch.File("cloud"), secrets);
        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0);
        Search(scratch.File("cloud"), secrets);
        foreach (var (name, secret) in secrets)
            cloud.Output.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"{name} is in the log");
    }

    private static async Task<long> ProvisionAsync(
        CloudProcess cloud,
        WorkbenchProcess room,
        Scratch scratch,
        string template
    )
    {
        var unit = await room.AddDeviceAsync(
            new
            {
                name = "Unit",
                templateId = template,
                templateName = "Discreet",
                behaviour = "silent",
                tls = true,
            },
            Cancellation
        );
        var cli = new CliProgram(cloud.Address, room.Address, scratch.File("settings"));
        await cli.SignInAsync(Cancellation);
        var accessPoint = await room.AccessPointAsync(unit, Cancellation);
        var result = await cli.RunAsync(
            Cancellation,
            "provision",
            "--access-point",
            accessPoint.ToString(),
            "--ssid",
            "Home",
            "--password",
            WifiPassword,
            "--json"
        );
        result.Code.ShouldBe(0, result.Output);
        return result.Json["session"]!["deviceId"]!.GetValue<long>();
    }

    private static async Task<string> RevealAsync(RestClient api, long device)
    {
        var shown = await api.PostAsync($"api/v1/devices/{device}/token", new { }, HttpStatusCode.OK, Cancellation);
        return shown["token"]!.GetValue<string>();
    }

    private static async Task UseAsync(int port, string token, string template)
    {
        await using var device = await NativeSocket.TryConnectAsync(port, Cancellation);
        (await device!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        (await device.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
        await device.WriteAsync(0, "20", Cancellation);
        (await device.PingAsync(Cancellation)).ShouldBe(StatusCode.Success);
    }

    private void Search(string folder, Dictionary<string, string> secrets)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        files.ShouldContain(file => file.EndsWith("firstlight.db", StringComparison.Ordinal));
        var bytes = 0L;
        var sawWhatIsNoSecret = false;
        foreach (var file in files)
        {
            // The cloud holds the lock file for itself alone; there is nothing in it.
            if (file.EndsWith(".lock", StringComparison.Ordinal))
                continue;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            bytes += content.Length;
            sawWhatIsNoSecret |= content.AsSpan().IndexOf("By hand"u8) >= 0;
            foreach (var (name, secret) in secrets)
            {
                foreach (var form in FormsOf(secret))
                    content.AsSpan().IndexOf(form).ShouldBe(-1, $"{name} is in {file}");
            }
        }

        sawWhatIsNoSecret.ShouldBeTrue("a search that finds nothing proves nothing");
        output.WriteLine($"{files.Length} files, {bytes} bytes searched for {secrets.Count} secrets");
    }

    /// <summary>As text of either width, in base64, and, for tokens, the bytes they stand for.</summary>
    private static IEnumerable<byte[]> FormsOf(string secret)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        yield return text;
        yield return Encoding.Unicode.GetBytes(secret);
        yield return Encoding.UTF8.GetBytes(Convert.ToBase64String(text).TrimEnd('='));
        if (secret.Length == 32)
            yield return Convert.FromBase64String(secret.Replace('-', '+').Replace('_', '/'));
    }
}
