using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The cloud is killed while a table is uploaded: it knows afterwards how far it was, and the batch has exactly the table's rows.</summary>
public sealed class KilledUploadTests(ITestOutputHelper output)
{
    private const int Rows = 20_000;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_in_the_middle_of_an_upload_the_cloud_goes_on_where_it_was()
    {
        var kills = TestMode.Times(bounded: 3, full: 15);
        using var scratch = new Scratch();
        var table = MakeTable();
        var (template, upload) = ("", "");
        var received = 0L;
        for (var round = 0; round < kills; round++)
        {
            await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
            using var api = await SignInAsync(cloud);
            if (round == 0)
                (template, upload) = (await MakeTemplateAsync(api), await StartAsync(api, table.Length));
            var offset = await OffsetAsync(api, upload);
            offset.ShouldBe(received);
            var middle = offset + (table.Length - offset) / 2;
            var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sending = AppendAsync(api, upload, offset, new HaltingContent(table, offset, middle, release.Task));
            await Until.TrueAsync(
                async () => await OffsetAsync(api, upload) == middle,
                "half of what was missing is there",
                Cancellation
            );
            received = middle;
            await cloud.KillAsync();
            release.SetResult();
            await Should.ThrowAsync<HttpRequestException>(sending);
            output.WriteLine($"killed at {middle} of {table.Length}");
        }

        await using var survivor = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var survivorApi = await SignInAsync(survivor);
        (await OffsetAsync(survivorApi, upload)).ShouldBe(received);
        using var rest = new ByteArrayContent(table, (int)received, table.Length - (int)received);
        (await AppendAsync(survivorApi, upload, received, rest)).ShouldBe(HttpStatusCode.NoContent);

        var units = await survivorApi.ExportUnitsAsync(await OrderAsync(survivorApi, template, upload), Cancellation);
        units
            .Select(unit => unit["metadata"]!["Serial Number"]!.GetValue<string>())
            .ShouldBe(Enumerable.Range(1, Rows).Select(SerialOf));
    }

    private static async Task<RestClient> SignInAsync(CloudProcess cloud)
    {
        var api = await RestClient.SignInAsync(cloud, Cancellation);
        api.Http.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        return api;
    }

    private static async Task<string> MakeTemplateAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Boiler", Cancellation);
        using var added = await api.Http.PostAsJsonAsync(
            $"api/v1/templates/{template}/metadata-fields",
            new { name = "Serial Number", type = "Text" },
            Cancellation
        );
        added.EnsureSuccessStatusCode();
        return template;
    }

    private static async Task<string> StartAsync(RestClient api, long length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/uploads");
        request.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
        using var response = await api.Http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        return response.Headers.Location!.OriginalString;
    }

    private static async Task<long> OffsetAsync(RestClient api, string upload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, upload);
        using var response = await api.Http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        return long.Parse(response.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    private static async Task<HttpStatusCode> AppendAsync(RestClient api, string upload, long offset, HttpContent piece)
    {
        piece.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = piece };
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        using var response = await api.Http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static async Task<long> OrderAsync(RestClient api, string template, string upload)
    {
        using var response = await api.Http.PostAsync(
            $"api/v1/static-batches/import?templateId={template}&uploadId={upload.Split('/')[^1]}",
            content: null,
            Cancellation
        );
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["id"]!.GetValue<long>();
    }

    private static byte[] MakeTable()
    {
        var table = new StringBuilder("Serial Number,Device Name\n");
        for (var row = 1; row <= Rows; row++)
            table.Append(CultureInfo.InvariantCulture, $"{SerialOf(row)},Boiler {row}\n");
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    private static string SerialOf(int row) => string.Create(CultureInfo.InvariantCulture, $"SN-{row:D6}");

    /// <summary>Sends up to the middle and waits there for its release.</summary>
    private sealed class HaltingContent(byte[] table, long start, long middle, Task release) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(table.AsMemory((int)start, (int)(middle - start)), Cancellation);
            await stream.FlushAsync(Cancellation);
            await release.WaitAsync(Cancellation);
            await stream.WriteAsync(table.AsMemory((int)middle), Cancellation);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = table.Length - start;
            return true;
        }
    }
}
