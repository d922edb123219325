using System.Net;
using System.Text.Json.Nodes;

namespace Firstlight.TestKit.Programs;

/// <summary>Static tokens as a maker's own scripts order and fetch them.</summary>
public static class StaticUnits
{
    /// <summary>Orders, waits, and takes the units away: <c>token</c>, <c>qr</c> and <c>claimCode</c> of each.</summary>
    public static async Task<IReadOnlyList<JsonNode>> MakeUnitsAsync(
        this RestClient api,
        string template,
        int count,
        CancellationToken cancellation
    ) => await api.ExportUnitsAsync(await api.OrderUnitsAsync(template, count, cancellation), cancellation);

    /// <summary>The number of a batch that is from now on being made.</summary>
    public static async Task<long> OrderUnitsAsync(
        this RestClient api,
        string template,
        int count,
        CancellationToken cancellation
    )
    {
        var order = new { templateId = template, count };
        var ordered = await api.PostAsync("api/v1/static-batches", order, HttpStatusCode.Created, cancellation);
        return ordered["id"]!.GetValue<long>();
    }

    public static Task UnitsAreReadyAsync(this RestClient api, long batch, CancellationToken cancellation) =>
        Until.TrueAsync(
            async () =>
                (await api.GetAsync($"api/v1/static-batches/{batch}", cancellation))["state"]!.GetValue<string>()
                == "Ready",
            "the batch is ready",
            cancellation
        );

    /// <summary>Every unit of a batch once it is ready, with its secrets.</summary>
    public static async Task<IReadOnlyList<JsonNode>> ExportUnitsAsync(
        this RestClient api,
        long batch,
        CancellationToken cancellation
    )
    {
        await api.UnitsAreReadyAsync(batch, cancellation);
        using var response = await api.Http.PostAsync(
            $"api/v1/static-batches/{batch}/export?format=jsonl",
            content: null,
            cancellation
        );
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
