using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Firstlight.TestKit.Programs;

/// <summary>The real workbench as a process: a room of virtual devices whose flash lies in a folder of the test.</summary>
public sealed partial class WorkbenchProcess : IAsyncDisposable
{
    private readonly Child _child;
    private readonly HttpClient _http;

    private WorkbenchProcess(Child child, Uri address)
    {
        _child = child;
        Address = address;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public Uri Address { get; }

    public static async Task<WorkbenchProcess> StartAsync(
        string dataFolder,
        string rootCertificate,
        CancellationToken cancellation,
        params string[] more
    )
    {
        Directory.CreateDirectory(dataFolder);
        var readyFile = Path.Combine(dataFolder, "ready");
        File.Delete(readyFile);
        var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Workbench", "Firstlight.Workbench"),
            [
                .. new[] { "--data", dataFolder, "--port", "0", "--trust", rootCertificate },
                .. new[] { "--example", "--ready-file", readyFile },
                .. more,
            ]
        );
        try
        {
            await Until.TrueAsync(
                () => File.Exists(readyFile) || child.HasExited,
                "the workbench gets ready",
                cancellation,
                Until.StartPatience
            );
            var ready = File.Exists(readyFile)
                ? await File.ReadAllTextAsync(readyFile, cancellation)
                : throw new InvalidOperationException($"The workbench did not start:\n{child.Output}");
            return new WorkbenchProcess(child, new Uri(AnyAddress().Match(ready).Value + "/"));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new device, switched on; its id in the room.</summary>
    public async Task<string> AddDeviceAsync(object draft, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync("devices", draft, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!["id"]!.ToString();
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellation) =>
        JsonNode.Parse(await _http.GetStringAsync(path, cancellation))!;

    public Task<JsonNode> DeviceAsync(string id, CancellationToken cancellation) =>
        GetAsync($"devices/{id}", cancellation);

    public async Task SendAsync(HttpMethod method, string path, object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>Waits until the device's access point is up and gives its address.</summary>
    public async Task<Uri> AccessPointAsync(string id, CancellationToken cancellation)
    {
        string? url = null;
        await Until.TrueAsync(
            async () =>
            {
                url = (await DeviceAsync(id, cancellation))["accessPoint"]?["url"]?.GetValue<string>();
                return url is not null;
            },
            $"the access point of {id} is up",
            cancellation
        );
        return new Uri(url!.EndsWith('/') ? url : url + "/");
    }

    public Task KillAsync() => _child.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _child.DisposeAsync();
    }

    [GeneratedRegex(@"http://[^:/]+:\d+")]
    private static partial Regex AnyAddress();
}
