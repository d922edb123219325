namespace Firstlight.TestKit.Programs;

/// <summary>
/// A real RabbitMQ on free ports of the loopback, with all that it keeps in a temporary folder. It has a name server of its own, which
/// ends with it.
/// </summary>
public sealed class RabbitProcess : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string Account = "rabbitmq";
    private const string Up = "Server startup complete";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-rabbit-");
    private readonly HeldPort _port = new();
    private readonly HeldPort _namesPort = new();
    private readonly HeldPort _nodesPort = new();
    private Child? _names;
    private Child? _server;

    private RabbitProcess() { }

    /// <summary>What a program is told to reach it.</summary>
    public Uri Address => new($"amqp://guest:guest@127.0.0.1:{_port}");

    public static async Task<RabbitProcess> StartAsync(CancellationToken cancellation)
    {
        var server = new RabbitProcess();
        try
        {
            await server.GiveFolderAsync(cancellation);
            server._names = server.StartChild("epmd", ["-address", "127.0.0.1", "-port", $"{server._namesPort}"]);
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it where it was killed, and ends when it takes connections.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = StartChild(Program, []);
        await _server.ExpectLineAsync(line => line.Contains(Up, StringComparison.Ordinal), cancellation);
    }

    /// <summary>kill -9 of the server and all its processes.</summary>
    public Task KillAsync() => _server!.KillAsync();

    /// <summary>Stops it where it is: connections stay, answers do not come.</summary>
    public Task PauseAsync(CancellationToken cancellation) => _server!.PauseAsync(cancellation);

    public void Resume() => _server!.Resume();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_names is not null)
            await _names.DisposeAsync();
        foreach (var port in new[] { _port, _namesPort, _nodesPort })
            port.Dispose();
        _folder.Delete(recursive: true);
    }

    private Child StartChild(string program, IEnumerable<string> arguments)
    {
        var (started, all) = AsServer(program, arguments);
        return Child.Start(started, all, Settings(), _folder.FullName);
    }

    private Dictionary<string, string?> Settings()
    {
        string InFolder(string name) => Path.Combine(_folder.FullName, name);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            // The nodes' cookie is made there.
            ["HOME"] = _folder.FullName,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = $"{_namesPort}",
            ["RABBITMQ_NODENAME"] = "firstlight@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{_port}",
            ["RABBITMQ_DIST_PORT"] = $"{_nodesPort}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_MNESIA_BASE"] = _folder.FullName,
            ["RABBITMQ_LOG_BASE"] = _folder.FullName,
            ["RABBITMQ_LOGS"] = "-",
            // Nothing of a RabbitMQ that the machine has for itself.
            ["RABBITMQ_CONF_ENV_FILE"] = InFolder("none"),
            ["RABBITMQ_CONFIG_FILE"] = InFolder("none"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = InFolder("none"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = InFolder("plugins"),
        };
    }

    private async Task GiveFolderAsync(CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        await using var given = Child.Start("chown", [Account, _folder.FullName]);
        (await given.WaitForExitAsync(cancellation)).ShouldBe(0, given.Output);
    }

    /// <summary>The server does not run as root.</summary>
    private static (string Program, IEnumerable<string> Arguments) AsServer(
        string program,
        IEnumerable<string> arguments
    ) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid", Account, "--regid", Account, "--clear-groups", program, .. arguments])
            : (program, arguments);
}
