using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// The cloud is killed while a batch with its secrets leaves: who takes it sees that it is not whole, keeps no half file, and gets the very same
/// units afterwards.
/// </summary>
public sealed class KilledExportTests(ITestOutputHelper output)
{
    private const int Units = 60_000;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_had_arrived_is_the_beginning_of_what_comes_afterwards()
    {
        using var scratch = new Scratch();
        var path = "";
        byte[] begun;
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            path = $"api/v1/static-batches/{await MakeBatchAsync(api)}/export?format=csv";
            begun = await TakeUntilKilledAsync(cloud, api, path);
        }

        output.WriteLine($"{begun.Length} bytes had arrived");
        await using var survivor = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var survivorApi = await RestClient.SignInAsync(survivor, Cancellation);
        using var again = await survivorApi.Http.PostAsync(path, content: null, Cancellation);
        var whole = await again.Content.ReadAsByteArrayAsync(Cancellation);

        whole.Length.ShouldBeGreaterThan(begun.Length);
        whole.AsSpan(0, begun.Length).SequenceEqual(begun).ShouldBeTrue();
        whole.AsSpan().Count((byte)'\n').ShouldBe(Units + 1, "a head and a line for each unit");
        var audit = await survivorApi.GetAsync("api/v1/audit?action=static_batch.exported", Cancellation);
        audit["items"]!.AsArray().Count.ShouldBe(2, "each time the secrets left is noted, also the time that broke");
    }

    [Fact]
    public async Task The_command_says_that_it_broke_and_keeps_neither_half_a_file_nor_loses_the_one_before()
    {
        using var scratch = new Scratch();
        using var settings = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var batch = await MakeBatchAsync(api);
        var cli = new CliProgram(cloud.Address, cloud.Address, settings.Path);
        await cli.SignInAsync(Cancellation);
        var file = Path.Combine(settings.Path, "units.zip");
        await File.WriteAllTextAsync(file, "the one before", Cancellation);

        // Pictures take their time: the command is killed among them.
        var running = cli.RunAsync(Cancellation, "tokens", "export", $"{batch}", "--format", "zip", "--out", file);
        await Until.TrueAsync(
            () => Task.FromResult(File.Exists(file + ".part") && new FileInfo(file + ".part").Length > 100_000),
            "a part has arrived",
            Cancellation
        );
        await cloud.KillAsync();
        var ended = await running;

        output.WriteLine(ended.Output);
        ended.Code.ShouldNotBe(0);
        ended.Output.ShouldContain("ended before it was whole");
        (await File.ReadAllTextAsync(file, Cancellation)).ShouldBe("the one before");
        File.Exists(file + ".part").ShouldBeFalse();
    }

    private static async Task<long> MakeBatchAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var batch = await api.OrderUnitsAsync(template, Units, Cancellation);
        await api.UnitsAreReadyAsync(batch, Cancellation);
        return batch;
    }

    private static async Task<byte[]> TakeUntilKilledAsync(CloudProcess cloud, RestClient api, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        using var response = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        using var begun = new MemoryStream();
        var buffer = new byte[16_384];
        await Should.ThrowAsync<IOException>(async () =>
        {
            // Not read any further until it is dead: the rest is still on its way then.
            var first = await body.ReadAsync(buffer, Cancellation);
            await begun.WriteAsync(buffer.AsMemory(0, first), Cancellation);
            await cloud.KillAsync();
            while (await body.ReadAsync(buffer, Cancellation) is var read and > 0)
                await begun.WriteAsync(buffer.AsMemory(0, read), Cancellation);
        });
        return begun.ToArray();
    }
}
