namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>Debian's haproxy with our own configuration, in which only addresses and size are others: one node lives, two are dead.</summary>
internal sealed class HaproxyProcess : IAsyncDisposable
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly Child _program;
    private readonly HeldPort _port;
    private readonly HeldPort _tlsPort;

    private HaproxyProcess(Child program, HeldPort port, HeldPort tlsPort) =>
        (_program, _port, _tlsPort) = (program, port, tlsPort);

    public static string Configuration { get; } = Repository.File("deploy/haproxy/haproxy.cfg");

    /// <summary>From where it comes to the nodes: who comes from elsewhere comes by themselves.</summary>
    public const string Address = "127.0.0.9";

    public int Port => _port.Number;

    public int TlsPort => _tlsPort.Number;

    /// <summary>Starts and waits until the dead nodes are out.</summary>
    public static async Task<HaproxyProcess> StartAsync(
        Scratch scratch,
        CloudProcess node,
        CancellationToken cancellation
    )
    {
        // haproxy does not say which ports it got.
        var (port, tlsPort) = (new HeldPort(), new HeldPort());
        var text = await File.ReadAllTextAsync(Configuration, cancellation);
        foreach (
            var (ours, here) in new[]
            {
                ("bind :80,:1883,:8080\n", $"bind 127.0.0.1:{port}\n"),
                ("bind :443,:8883,:8443,:9443\n", $"bind 127.0.0.1:{tlsPort}\n"),
                ("10.0.0.11:8080 check\n", $"127.0.0.1:{node.Port} check\n"),
                ("10.0.0.11:8443 check port 8080\n", $"127.0.0.1:{node.TlsPort} check port {node.Port}\n"),
                ("10.0.0.12:", "127.0.0.2:"),
                ("    balance leastconn\n", $"    balance leastconn\n    source {Address}\n"),
                // As many files as any machine lets a test open.
                ("maxconn 200000\n", "maxconn 1000\n"),
                ("10.0.0.13:", "127.0.0.3:"),
            }
        )
        {
            text.ShouldContain(ours);
            text = text.Replace(ours, here, StringComparison.Ordinal);
        }

        var file = scratch.File("haproxy.cfg");
        await File.WriteAllTextAsync(file, text, cancellation);
        var program = Child.Start(Program, ["-db", "-f", file]);
        foreach (var dead in new[] { "plain/node2", "plain/node3", "tls/node2", "tls/node3" })
            await program.ExpectLineAsync(
                line => line.Contains($"nodes_{dead} is DOWN", StringComparison.Ordinal),
                cancellation
            );
        return new HaproxyProcess(program, port, tlsPort);
    }

    /// <summary>What haproxy itself says about the configuration that we hand out.</summary>
    public static async Task<(int Code, string Said)> CheckAsync(CancellationToken cancellation)
    {
        await using var check = Child.Start(Program, ["-c", "-f", Configuration]);
        return (await check.WaitForExitAsync(cancellation), check.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _port.Dispose();
        _tlsPort.Dispose();
    }
}
