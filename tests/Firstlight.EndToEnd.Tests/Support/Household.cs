using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A home with its networks, devices still in their boxes, a phone (the Cli) and the cloud far away.</summary>
internal sealed class Household : IAsyncDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly CloudProcess _cloud;
    private readonly CliProgram _cli;
    private readonly string _template;

    private Household(CloudProcess cloud, WorkbenchProcess workbench, RestClient api, CliProgram cli, string template)
    {
        _cloud = cloud;
        Workbench = workbench;
        Api = api;
        _cli = cli;
        _template = template;
    }

    public WorkbenchProcess Workbench { get; }

    public RestClient Api { get; }

    /// <summary>The units that were unpacked, by their id in the room.</summary>
    public DeviceList Devices { get; } = new();

    public static async Task<Household> StartAsync(Scratch scratch, params string[] cloudOptions)
    {
        var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation, more: cloudOptions);
        var workbench = await WorkbenchProcess.StartAsync(scratch.File("room"), cloud.RootCertificate, Cancellation);
        var api = await RestClient.SignInAsync(cloud, Cancellation);
        var cli = new CliProgram(cloud.Address, workbench.Address, scratch.File("settings"));
        await cli.SignInAsync(Cancellation);
        var template = await api.CreateTemplateAsync("Heater", Cancellation);

        await workbench.SendAsync(
            HttpMethod.Post,
            "networks",
            new
            {
                ssid = "Switched Off",
                password = "firstlight-wifi",
                security = "WPA2",
                rssi = -60,
                channel = 6,
            },
            Cancellation
        );
        await workbench.SendAsync(
            HttpMethod.Post,
            "networks",
            new
            {
                ssid = "No Internet",
                password = "firstlight-wifi",
                security = "WPA2",
                rssi = -60,
                channel = 6,
            },
            Cancellation
        );
        await workbench.SendAsync(HttpMethod.Patch, "networks/No%20Internet", new { internet = false }, Cancellation);
        return new Household(cloud, workbench, api, cli, template);
    }

    /// <summary>Unpacks a unit and waits until its access point is up. Then the router "Switched Off" loses power: the unit has heard it before.</summary>
    public async Task<string> AddDeviceAsync(string name, string? templateId = null)
    {
        var id = await Workbench.AddDeviceAsync(
            new
            {
                name,
                templateId = templateId ?? _template,
                templateName = "Heater",
                behaviour = "silent",
                tls = true,
            },
            Cancellation
        );
        Devices.Add(id);
        await Workbench.AccessPointAsync(id, Cancellation);
        if (name == "router off")
            await Workbench.SendAsync(HttpMethod.Patch, "networks/Switched%20Off", new { on = false }, Cancellation);
        return id;
    }

    /// <summary>The phone does its part.</summary>
    public async Task<CliResult> ProvisionAsync(string device, string ssid, string password, params string[] more)
    {
        var accessPoint = await Workbench.AccessPointAsync(device, Cancellation);
        return await _cli.RunAsync(
            Cancellation,
            ["provision", "--access-point", accessPoint.ToString(), "--ssid", ssid, "--password", password, .. more]
        );
    }

    /// <summary>What its owner types.</summary>
    public Task<CliResult> CommandAsync(params string[] words) => _cli.RunAsync(Cancellation, words);

    /// <summary>A phone that hands over whatever token it holds, without asking the cloud again.</summary>
    public async Task HandOverAsync(string device, JsonNode session)
    {
        var accessPoint = await Workbench.AccessPointAsync(device, Cancellation);
        using var phone = new HttpClient();
        var query =
            $"config?if=wifi&ssid=Home&pass=firstlight-wifi&blynk={session["token"]}&host=127.0.0.1&port_ssl={_cloud.TlsPort}&port={_cloud.Port}";
        (await phone.GetStringAsync(new Uri(accessPoint, query), Cancellation)).ShouldContain("ok");
    }

    /// <summary>What a phone beside the device reads; null while there is no access point.</summary>
    public async Task<int?> LastErrorAsync(string device)
    {
        var url = (await Workbench.DeviceAsync(device, Cancellation))["accessPoint"]?["url"]?.GetValue<string>();
        if (url is null)
            return null;
        using var phone = new HttpClient();
        try
        {
            var info = await phone.GetStringAsync(new Uri($"{url.TrimEnd('/')}/board_info.json"), Cancellation);
            return JsonNode.Parse(info)!["last_error"]!.GetValue<int>();
        }
        catch (HttpRequestException)
        {
            // It went down between the two calls.
            return null;
        }
    }

    public async Task<JsonNode> LatestSessionAsync(Func<JsonNode, bool> failureFits)
    {
        var sessions = await Api.GetAsync("api/v1/provisioning/sessions?limit=50", Cancellation);
        return sessions["items"]!
            .AsArray()
            .First(session => session!["failure"] is { } failure && failureFits(failure))!;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Workbench.DisposeAsync();
        await _cloud.DisposeAsync();
    }
}

/// <summary>The units of a household; filled from several attempts at once.</summary>
internal sealed class DeviceList : IEnumerable<string>
{
    private readonly ConcurrentDictionary<string, byte> _ids = new();

    public int Count => _ids.Count;

    public void Add(string id) => _ids.TryAdd(id, 0);

    public void Remove(string id) => _ids.TryRemove(id, out _);

    public IEnumerator<string> GetEnumerator() => _ids.Keys.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
