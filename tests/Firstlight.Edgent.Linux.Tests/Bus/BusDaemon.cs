using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Bus;

/// <summary>A real bus of this test's own.</summary>
internal sealed class BusDaemon : IAsyncDisposable
{
    private const string Program = "/usr/bin/dbus-daemon";

    private readonly Scratch _folder = new();
    private Child _process = null!;

    public string Address { get; private set; } = "";

    public static async Task<BusDaemon> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Program), "dbus-daemon is not installed (./test installs it)");
        var daemon = new BusDaemon();
        daemon.Address = $"unix:path={daemon._folder.File("bus")}";
        daemon._process = Child.Start(
            Program,
            ["--session", $"--address={daemon.Address}", "--nofork", "--nopidfile", "--print-address"]
        );
        await daemon._process.ExpectLineAsync(
            line => line.StartsWith("unix:", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        return daemon;
    }

    public Task<BusConnection> ConnectAsync() =>
        BusConnection.OpenAsync(Address, TimeProvider.System, TestContext.Current.CancellationToken);

    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
