namespace Firstlight.TestKit.Programs;

/// <summary>A real PostgreSQL on a socket in a temporary folder, which waits for the disk as one in earnest does.</summary>
public sealed class PostgresProcess : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string User = "firstlight";
    private const string MainDatabase = "postgres";
    private const UnixFileMode Everybody =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-postgres-");
    private Child? _server;

    private PostgresProcess() { }

    private string Data => Path.Combine(_folder.FullName, "data");

    public static async Task<PostgresProcess> StartAsync(CancellationToken cancellation)
    {
        var server = New();
        await RunAsync(
            AsServer(
                "initdb",
                ["-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
            ),
            cancellation
        );
        await server.StartAgainAsync(cancellation);
        return server;
    }

    /// <summary>
    /// A stand-by of this one: a copy that follows it, and that each commit waits for from now on.
    /// </summary>
    public async Task<PostgresProcess> StartStandbyAsync(CancellationToken cancellation)
    {
        var standby = New();
        await RunAsync(
            AsServer(
                "pg_basebackup",
                [
                    "-h",
                    _folder.FullName,
                    "-U",
                    User,
                    "-D",
                    standby.Data,
                    "-R",
                    "-X",
                    "stream",
                    "-c",
                    "fast",
                    "--no-sync",
                ]
            ),
            cancellation
        );
        await standby.StartAgainAsync(cancellation);
        await WaitForStandbyAsync("*", cancellation);
        return standby;
    }

    /// <summary>Lets each commit wait for the stand-by, <c>*</c>, or for none.</summary>
    public async Task WaitForStandbyAsync(string names, CancellationToken cancellation)
    {
        await ExecuteAsync($"ALTER SYSTEM SET synchronous_standby_names = '{names}'", cancellation);
        await ExecuteAsync("SELECT pg_reload_conf()", cancellation);
        if (names.Length > 0)
            await Until.TrueAsync(
                async () => await ExecuteAsync("SELECT sync_state FROM pg_stat_replication", cancellation) == "sync",
                "the stand-by follows",
                cancellation
            );
    }

    /// <summary>A stand-by becomes the one that takes writes.</summary>
    public Task PromoteAsync(CancellationToken cancellation) => ExecuteAsync("SELECT pg_promote()", cancellation);

    /// <summary>What a program is told to reach <paramref name="database"/> here or, when this server is away, on another.</summary>
    public string SettingsFor(string database, params PostgresProcess[] others)
    {
        var hosts = string.Join(',', others.Prepend(this).Select(server => server._folder.FullName));
        return $"Host={hosts};Username={User};Database={database}";
    }

    public Task CreateDatabaseAsync(string database, CancellationToken cancellation, string template = "template0") =>
        ExecuteAsync($"CREATE DATABASE \"{database}\" TEMPLATE \"{template}\"", cancellation);

    /// <summary>Removes it, whoever is connected.</summary>
    public Task DropDatabaseAsync(string database, CancellationToken cancellation) =>
        ExecuteAsync($"DROP DATABASE \"{database}\" WITH (FORCE)", cancellation);

    /// <summary>Says one statement to <paramref name="database"/> and answers what it answers.</summary>
    public async Task<string> ExecuteAsync(
        string statement,
        CancellationToken cancellation,
        string database = MainDatabase
    ) =>
        await RunAsync(
            (
                $"{Programs}/psql",
                ["-h", _folder.FullName, "-U", User, "-d", database, "-qtAX", "-v", "ON_ERROR_STOP=1", "-c", statement]
            ),
            cancellation
        );

    /// <summary>kill -9 of the server and all its processes.</summary>
    public Task KillAsync() => _server!.KillAsync();

    /// <summary>Stops all its processes where they are: connections stay, answers do not come.</summary>
    public Task PauseAsync(CancellationToken cancellation) => _server!.PauseAsync(cancellation);

    public void Resume() => _server!.Resume();

    /// <summary>Starts it where it was killed, and ends when it takes connections.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        if (_server is not null)
            await _server.DisposeAsync();
        string[] arguments =
        [
            .. (string[])["-D", Data, "-k", _folder.FullName, "-c", "listen_addresses=", "-c", "max_connections=300"],
            .. (string[])
                ["-c", "max_wal_size=512MB", "-c", "log_min_messages=fatal", "-c", "log_min_error_statement=panic"],
        ];
        var (program, all) = AsServer("postgres", arguments);
        _server = Child.Start(program, all, folder: _folder.FullName);
        await WaitUntilReadyAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static PostgresProcess New()
    {
        var server = new PostgresProcess();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(server._folder.FullName, Everybody);
        return server;
    }

    private Task WaitUntilReadyAsync(CancellationToken cancellation) =>
        Until.TrueAsync(
            async () =>
            {
                if (_server!.HasExited)
                    throw new InvalidOperationException($"PostgreSQL ended:\n{_server.Output}");
                await using var asked = Child.Start($"{Programs}/pg_isready", ["-q", "-h", _folder.FullName]);
                return await asked.WaitForExitAsync(cancellation) == 0;
            },
            "PostgreSQL takes connections",
            cancellation
        );

    /// <summary>The server does not run as root.</summary>
    private static (string Program, IEnumerable<string> Arguments) AsServer(
        string program,
        IEnumerable<string> arguments
    ) =>
        Environment.IsPrivilegedProcess
            ? (
                "setpriv",
                ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", $"{Programs}/{program}", .. arguments]
            )
            : ($"{Programs}/{program}", arguments);

    private static async Task<string> RunAsync(
        (string Program, IEnumerable<string> Arguments) command,
        CancellationToken cancellation
    )
    {
        await using var child = Child.Start(command.Program, command.Arguments, folder: "/");
        var code = await child.WaitForExitAsync(cancellation);
        return code == 0
            ? child.Output
            : throw new InvalidOperationException($"{command.Program} ended with code {code}:\n{child.Output}");
    }
}
