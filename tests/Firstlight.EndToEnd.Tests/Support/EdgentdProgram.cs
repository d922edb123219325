namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>The service of a board with a cable, which here is the loopback: no radio, and no rights, are needed.</summary>
internal sealed class EdgentdProgram : IAsyncDisposable
{
    private readonly Scratch _scratch;
    private readonly string _file;
    private Child? _child;

    private EdgentdProgram(Scratch scratch) => (_scratch, _file) = (scratch, scratch.File("edgent.json"));

    /// <summary>Where programs in other languages meet it.</summary>
    public string Socket => _scratch.File("bridge.sock");

    public string StateFolder => _scratch.File("board");

    public Child Child => _child!;

    /// <param name="scratch">The test's folder.</param>
    /// <param name="cloud">Where the device belongs.</param>
    /// <param name="template">The template's id.</param>
    /// <param name="more">Further members of the configuration, each with a comma before it.</param>
    /// <param name="cancellation">The test's end.</param>
    public static async Task<EdgentdProgram> StartAsync(
        Scratch scratch,
        CloudProcess cloud,
        string template,
        string more,
        CancellationToken cancellation
    )
    {
        var program = new EdgentdProgram(scratch);
        await File.WriteAllTextAsync(
            program._file,
            $$"""
            {
              "template": { "id": "{{template}}", "name": "Thermostat" },
              "firmware": { "version": "1.0.0" },
              "cloud": { "host": "127.0.0.1", "tlsPort": {{cloud.TlsPort}}, "trust": "{{cloud.RootCertificate}}" },
              "network": "wired", "wired": { "interface": "lo" },
              "datastreams": { "Temperature": "V0", "Set Temperature": "V1", "Heating": "V9" },
              "state": "{{program.StateFolder}}", "bridge": { "socket": "{{program.Socket}}" }{{more}}
            }
            """,
            cancellation
        );
        try
        {
            await program.StartAgainAsync(cancellation);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, or starts it again after it ended.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        if (_child is not null)
            await _child.DisposeAsync();
        _child = Child.StartDotnet(Program, ["run", "--config", _file]);
        await _child.ExpectLineAsync(line => line.Contains("[12410]", StringComparison.Ordinal), cancellation);
    }

    public Task IsOnlineAsync(CancellationToken cancellation) =>
        Child.ExpectLineAsync(line => line.StartsWith("Running", StringComparison.Ordinal), cancellation);

    /// <summary>Another of its commands, to its end.</summary>
    public async Task<CliResult> RunAsync(CancellationToken cancellation, params string[] words)
    {
        await using var child = Child.StartDotnet(Program, [.. words, "--config", _file]);
        var code = await child.WaitForExitAsync(cancellation);
        return new CliResult(code, child.Output);
    }

    public ValueTask DisposeAsync() => Child.DisposeAsync();

    private static string Program => Repository.Program("src/Firstlight.Edgent.Daemon", "firstlight-edgentd");
}
