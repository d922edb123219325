using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Firstlight.LoadRun;

/// <summary>A cloud process of this run, on a data folder that is gone afterwards, and its REST door.</summary>
internal sealed partial class CloudUnderLoad : IAsyncDisposable
{
    private const string Email = "load@example.com";
    private const string Password = "a password for one run";

    private readonly Process _process;
    private readonly string _folder;

    private CloudUnderLoad(Process process, string folder, HttpClient http)
    {
        _process = process;
        _folder = folder;
        Http = http;
    }

    public HttpClient Http { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes => ReadStatus("VmRSS:");

    public long PeakResidentBytes => ReadStatus("VmHWM:");

    public static async Task<CloudUnderLoad> StartAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-load-").FullName;
        var readyFile = Path.Combine(folder, "ready");
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var argument in new[]
            {
                FindProgram(),
                "--data",
                folder,
                "--port",
                "0",
                "--tls-port",
                "0",
                "--ready-file",
                readyFile,
            }
        )
            start.ArgumentList.Add(argument);
        start.Environment["FIRSTLIGHT_OWNER_EMAIL"] = Email;
        start.Environment["FIRSTLIGHT_OWNER_PASSWORD"] = Password;
        var process = new Process { StartInfo = start };
        var said = new List<string>();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!File.Exists(readyFile))
        {
            if (process.HasExited)
                throw new InvalidOperationException("The cloud did not start:\n" + string.Join('\n', said));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
        }

        var address = PlainAddress().Match(await File.ReadAllTextAsync(readyFile, cancellation)).Value;
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        var cloud = new CloudUnderLoad(process, folder, http);
        await cloud.SignInAsync(cancellation);
        return cloud;

        void Keep(string? line)
        {
            lock (said)
            {
                if (line is not null && said.Count < 1_000)
                    said.Add(line);
            }
        }
    }

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation)
    {
        using var response = await Http.PostAsJsonAsync(path, body, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    /// <summary>Every device id that the cloud lists, page by page.</summary>
    public async Task<HashSet<long>> ListDevicesAsync(CancellationToken cancellation)
    {
        var ids = new HashSet<long>();
        string? cursor = null;
        do
        {
            var page = await Http.GetFromJsonAsync<JsonElement>(
                $"api/v1/devices?limit=1000&cursor={Uri.EscapeDataString(cursor ?? "")}",
                cancellation
            );
            foreach (var device in page.GetProperty("items").EnumerateArray())
            {
                if (!ids.Add(device.GetProperty("id").GetInt64()))
                    throw new InvalidOperationException("The cloud lists a device twice.");
            }

            cursor = page.GetProperty("next").GetString();
        } while (cursor is not null);
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignInAsync(CancellationToken cancellation)
    {
        var answer = await PostAsync("api/v1/sign-in", new { email = Email, password = Password }, cancellation);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            answer.GetProperty("accessToken").GetString()
        );
    }

    private long ReadStatus(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status")
            .First(text => text.StartsWith(name, StringComparison.Ordinal));
        return 1024
            * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    // The cloud is built in the same configuration beside this program; in Release it is compiled ahead.
    private static string FindProgram()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = output.Parent!.Name;
        var folder = configuration == "Release" ? "net10.0/publish" : "net10.0";
        for (var root = output; root is not null; root = root.Parent)
        {
            if (File.Exists(Path.Combine(root.FullName, "Firstlight.slnx")))
                return Path.Combine(
                    root.FullName,
                    $"src/Firstlight.Cloud/bin/{configuration}/{folder}/Firstlight.Cloud.dll"
                );
        }

        throw new InvalidOperationException("Firstlight.slnx is in no folder above this program.");
    }

    [GeneratedRegex(@"http://[^:/\s]+:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PlainAddress();
}
