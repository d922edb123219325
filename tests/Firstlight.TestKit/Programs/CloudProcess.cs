using System.Globalization;
using System.Text.RegularExpressions;

namespace Firstlight.TestKit.Programs;

/// <summary>
/// The real cloud as a process of its own, on free loopback ports and a data folder of the test. The ports stay its own until it is
/// disposed: another one can be started there when it was killed.
/// </summary>
public sealed partial class CloudProcess : IAsyncDisposable
{
    public const string OwnerEmail = "owner@example.com";
    public const string OwnerPassword = "correct horse battery";

    private static readonly Dictionary<string, string?> Owner = new(StringComparer.Ordinal)
    {
        ["FIRSTLIGHT_OWNER_EMAIL"] = OwnerEmail,
        ["FIRSTLIGHT_OWNER_PASSWORD"] = OwnerPassword,
    };

    private readonly Child _child;
    private readonly Ports _ports;

    private CloudProcess(Child child, Ports ports, string dataFolder, int port, int tlsPort, Uri? setUpLink)
    {
        SetUpLink = setUpLink;
        _child = child;
        _ports = ports;
        DataFolder = dataFolder;
        Port = port;
        TlsPort = tlsPort;
    }

    public string DataFolder { get; }

    public int Port { get; }

    public int TlsPort { get; }

    /// <summary>The link that makes the first owner; null when there is one.</summary>
    public Uri? SetUpLink { get; }

    public int Id => _child.Id;

    public string Output => _child.Output;

    public bool HasExited => _child.HasExited;

    /// <summary>Memory it occupies now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{Id}/status")
                .First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.AsSpan()["VmRSS:".Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;
        }
    }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public string RootCertificate => Path.Combine(DataFolder, "tls", "root.pem");

    /// <summary>Starts and waits until it is ready. A fixed port lets devices find it again after a kill.</summary>
    public static Task<CloudProcess> StartAsync(
        string dataFolder,
        CancellationToken cancellation,
        int port = 0,
        int tlsPort = 0,
        params string[] more
    ) => StartAsync(dataFolder, new Ports(port, tlsPort), more, new Dictionary<string, string?>(Owner), cancellation);

    /// <summary>With variables of its own.</summary>
    public static Task<CloudProcess> StartAsync(
        string dataFolder,
        IReadOnlyDictionary<string, string?> variables,
        CancellationToken cancellation,
        params string[] more
    ) =>
        StartAsync(
            dataFolder,
            new Ports(),
            more,
            new Dictionary<string, string?>(Owner.Concat(variables)),
            cancellation
        );

    /// <summary>A cloud that belongs to nobody yet: it has a set-up link.</summary>
    public static Task<CloudProcess> StartWithoutOwnerAsync(
        string dataFolder,
        CancellationToken cancellation,
        params string[] more
    ) => StartAsync(dataFolder, new Ports(), more, new Dictionary<string, string?>(), cancellation);

    private static async Task<CloudProcess> StartAsync(
        string dataFolder,
        Ports ports,
        string[] more,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellation
    )
    {
        var readyFile = Path.Combine(dataFolder, "ready");
        Directory.CreateDirectory(dataFolder);
        File.Delete(readyFile);
        var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", dataFolder, "--ready-file", readyFile, .. ports.Options, .. more],
            environment
        );
        try
        {
            await Until.TrueAsync(
                () => File.Exists(readyFile) || child.HasExited,
                "the cloud gets ready",
                cancellation,
                Until.StartPatience
            );
            if (!File.Exists(readyFile))
                throw new InvalidOperationException($"The cloud did not start:\n{child.Output}");
            var ready = await File.ReadAllTextAsync(readyFile, cancellation);
            return new CloudProcess(
                child,
                ports,
                dataFolder,
                Number(PlainAddress().Match(ready)),
                Number(TlsAddress().Match(ready)),
                SetUpAddress().Match(ready) is { Success: true } link ? new Uri(link.Value) : null
            );
        }
        catch
        {
            await child.DisposeAsync();
            ports.Dispose();
            throw;
        }
    }

    public Task KillAsync() => _child.KillAsync();

    public Task<int> TerminateAsync(CancellationToken cancellation) => _child.TerminateAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _ports.Dispose();
    }

    private static int Number(Match match) => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"http://\S+/set-up#\S+")]
    private static partial Regex SetUpAddress();

    [GeneratedRegex(@"http://[^:/]+:(\d+)")]
    private static partial Regex PlainAddress();

    [GeneratedRegex(@"https://[^:/]+:(\d+)")]
    private static partial Regex TlsAddress();

    /// <summary>Those that a test gives, and those of its own where it gives none.</summary>
    private sealed class Ports(int plain = 0, int tls = 0) : IDisposable
    {
        private readonly HeldPort? _plain = plain == 0 ? new HeldPort() : null;
        private readonly HeldPort? _tls = tls == 0 ? new HeldPort() : null;

        public IEnumerable<string> Options =>
            ["--port", $"{_plain?.Number ?? plain}", "--tls-port", $"{_tls?.Number ?? tls}"];

        public void Dispose()
        {
            _plain?.Dispose();
            _tls?.Dispose();
        }
    }
}
