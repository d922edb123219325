using System.Collections.Concurrent;
using System.Text;
using Firstlight.Cli.Tests.Peers;
using Firstlight.TestKit.Firmware;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Cli.Tests.Station;

/// <summary>
/// A production line: a list of units, a bench where a "flashed" file makes its unit come online, a printer that is a folder, and the
/// cloud that sees all of it.
/// </summary>
internal sealed class ScriptedLine : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("firstlight-line-").FullName;
    private LoopbackServer? _server;

    public Uri Address => _server!.Address;

    public string Image => Path.Combine(_folder, "app.bin");

    public string List => Path.Combine(_folder, "units.jsonl");

    public string Journal => List + ".journal";

    public string Flashed => Path.Combine(_folder, "flashed");

    public string Printed => Path.Combine(_folder, "printed");

    /// <summary>Units that never connect.</summary>
    public HashSet<int> Dead { get; } = [];

    /// <summary>Units that somebody used before.</summary>
    public HashSet<int> Used { get; } = [];

    /// <summary>What units say on pin V5; 1 when nothing is set.</summary>
    public ConcurrentDictionary<int, string> SelfTests { get; } = new();

    /// <summary>Every question, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<ScriptedLine> StartAsync(int units)
    {
        var line = new ScriptedLine();
        Directory.CreateDirectory(line.Flashed);
        Directory.CreateDirectory(line.Printed);
        await File.WriteAllBytesAsync(
            line.Image,
            EspImageMaker.Application(4_000),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllLinesAsync(
            line.List,
            Enumerable.Range(1, units).Select(LineOf),
            TestContext.Current.CancellationToken
        );
        line._server = await LoopbackServer.StartAsync(line.Map);
        return line;
    }

    public static string TokenOf(int unit) => $"tokentokentokentokentoken_{unit:D6}";

    public static string QrOf(int unit) => $"sqr_qrqrqrqrqrqrqrqrqrqrqrqrqr{unit:D6}+1";

    public static string ClaimCodeOf(int unit) => $"AB10CD-EFGHJK-{unit:D6}";

    public static string LineOf(int unit) =>
        $$"""{"number":{{unit}},"id":{{1000 + unit}},"templateId":"TMPLabcdefgh","token":"{{TokenOf(unit)}}","qr":"{{QrOf(unit)}}","claimCode":"{{ClaimCodeOf(unit)}}"}""";

    /// <param name="flash">What flashes; null does as a programmer would: the file goes to what is on the bench.</param>
    /// <param name="seconds">How long a unit is waited for.</param>
    /// <param name="more">Further options.</param>
    public string[] Command(string? flash = null, int seconds = 5, params string[] more) =>
        [
            .. (string[])["station", Image, "--tokens", List, "--self-test", "V5=1", "--timeout", $"{seconds}"],
            .. (string[])["--flash", flash ?? $"cp {{file}} {Flashed}/", "--print", $"cp {{file}} {Printed}/"],
            .. more,
        ];

    /// <summary>Whose token was flashed, file by file.</summary>
    public IReadOnlyList<string> FlashedTokens =>
        [
            .. Directory
                .GetFiles(Flashed)
                .Order(StringComparer.Ordinal)
                .Select(file => new UnitReader(File.ReadAllBytes(file)).Values["auth"]),
        ];

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Map(WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
                return next();
            }
        );
        var api = app.MapGroup("/api/v1");
        api.MapGet(
            "/static-tokens/{id:int}",
            (int id) =>
                new
                {
                    id,
                    batchId = 5,
                    state = "Unclaimed",
                    deviceId = IsThere(id - 1000) ? id : (int?)null,
                }
        );
        api.MapGet("/devices/{id:int}", (int id) => new { id, connected = true });
        api.MapGet(
            "/devices/{id:int}/datastreams",
            (int id) => new[] { new { pin = 5, value = SelfTests.GetValueOrDefault(id - 1000, "1") } }
        );
        api.MapPost(
            "/static-batches/5/export",
            (int from, int to, string format) => Results.Bytes(Encoding.UTF8.GetBytes($"{format} {from}-{to}"))
        );
    }

    private bool IsThere(int unit) =>
        Used.Contains(unit) || (!Dead.Contains(unit) && File.Exists(Path.Combine(Flashed, $"unit-{unit:D7}.bin")));
}
