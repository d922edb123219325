using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.TestKit.Programs;

namespace Firstlight.ClusterLab.Driving;

/// <summary>The people's door as a program outside uses it, at the balancer.</summary>
internal sealed class People : IDisposable
{
    public const int ValuePin = 1;
    public const int OrderPin = 2;
    public const string ValueName = "Said";
    public const string OrderName = "Order";

    /// <summary>How long a caller waits for an answer; the cloud itself gives up after ten seconds when its database is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    public People(Uri address, string? accessToken = null)
    {
        Http = new HttpClient { BaseAddress = address, Timeout = Patience };
        if (accessToken is not null)
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
    }

    public HttpClient Http { get; }

    /// <summary>Signs in and makes a template and devices; every second one is restless.</summary>
    public async Task<Plan> PrepareAsync(int devices, CancellationToken cancellation)
    {
        var token = await SignInAsync(cancellation);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var template = await PostAsync("api/v1/templates", new { name = "Lab" }, cancellation);
        var streams = $"api/v1/templates/{template["id"]}/datastreams";
        await PostAsync(
            streams,
            new
            {
                name = ValueName,
                pin = ValuePin,
                type = "String",
            },
            cancellation
        );
        await PostAsync(
            streams,
            new
            {
                name = OrderName,
                pin = OrderPin,
                type = "String",
            },
            cancellation
        );
        var made = new List<PlannedDevice>();
        for (var number = 1; number <= devices; number++)
        {
            var body = new { templateId = template["id"]!.GetValue<string>(), name = $"Device {number}" };
            var device = await PostAsync("api/v1/devices", body, cancellation);
            made.Add(new(device["id"]!.GetValue<long>(), device["token"]!.GetValue<string>(), number % 2 == 0));
        }

        return new Plan(token, made);
    }

    /// <summary>Everything that is stored of a pin, as often as it is stored, page by page; a node whose clock is ahead stores into the future.</summary>
    public async Task<IReadOnlyList<string>> StoredAsync(
        long device,
        int pin,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var span = $"from={now.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}&to={now.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}";
        var all = new List<string>();
        for (var cursor = ""; ; )
        {
            var path = $"api/v1/devices/{device}/datastreams/{pin}/history?limit=10000&{span}{cursor}";
            var page = await ReadAsync(path, cancellation);
            all.AddRange(page["items"]!.AsArray().Select(point => point!["value"]!.ToString()));
            if (page["next"]?.GetValue<string>() is not { } next)
                return all;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }
    }

    public void Dispose() => Http.Dispose();

    /// <summary>Asks again while a node says "try later": behind the last fault not every way need be back.</summary>
    private async Task<JsonNode> ReadAsync(string path, CancellationToken cancellation)
    {
        for (var patience = Patience; ; patience -= AskAgain)
        {
            using var response = await Http.GetAsync(path, cancellation);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && patience > TimeSpan.Zero)
            {
                await Task.Delay(AskAgain, TimeProvider.System, cancellation);
                continue;
            }

            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
        }
    }

    private async Task<string> SignInAsync(CancellationToken cancellation)
    {
        var person = new { email = CloudProcess.OwnerEmail, password = CloudProcess.OwnerPassword };
        var answer = await PostAsync("api/v1/sign-in", person, cancellation);
        return answer["accessToken"]!.GetValue<string>();
    }

    private async Task<JsonNode> PostAsync(string path, object body, CancellationToken cancellation)
    {
        using var response = await Http.PostAsJsonAsync(path, body, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{path} was answered with {(int)response.StatusCode}: {text}");
    }
}
