namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A PostgreSQL and the data folders of programs that come to it, alone or as nodes. Without a broker nodes do without for what most of these tests ask.</summary>
internal sealed class SharedInstallation : IAsyncDisposable
{
    public const string Database = "firstlight";

    /// <summary>What nodes have in common beside the database.</summary>
    public static readonly IReadOnlyList<string> Folders = ["keys", "firmware", "device_files", "uploads"];

    private static readonly Uri NoBroker = new("amqp://127.0.0.1:1");

    private readonly Scratch _scratch = new();
    private readonly Uri? _broker;

    private SharedInstallation(PostgresProcess server, Uri? broker) => (Server, _broker) = (server, broker);

    public PostgresProcess Server { get; }

    public Dictionary<string, string?> Variables =>
        new(StringComparer.Ordinal) { ["FIRSTLIGHT_DATABASE"] = Server.SettingsFor(Database) };

    public static async Task<SharedInstallation> StartAsync(CancellationToken cancellation, Uri? broker = null)
    {
        var server = await PostgresProcess.StartAsync(cancellation);
        await server.CreateDatabaseAsync(Database, cancellation);
        return new SharedInstallation(server, broker);
    }

    public static string[] AsNode(string name, Uri? broker = null) =>
        ["--node", name, "--rabbitmq", (broker ?? NoBroker).ToString()];

    public string DataOf(string name) => Directory.CreateDirectory(_scratch.File(name)).FullName;

    public string FolderOf(string name, string folder) => Path.Combine(DataOf(name), folder);

    public Task<CloudProcess> StartAloneAsync(string name, CancellationToken cancellation) =>
        CloudProcess.StartAsync(DataOf(name), Variables, cancellation);

    public Task<CloudProcess> StartNodeAsync(string name, CancellationToken cancellation, params string[] more) =>
        CloudProcess.StartAsync(DataOf(name), Variables, cancellation, [.. AsNode(name, _broker), .. more]);

    /// <summary>The folders of one node are those of another.</summary>
    public void Share(string from, string to, params IEnumerable<string> folders) =>
        Share(DataOf(from), DataOf(to), folders.ToList());

    /// <inheritdoc cref="Share(string, string, IEnumerable{string})" />
    public static void Share(string fromData, string toData, IReadOnlyList<string> folders)
    {
        Directory.CreateDirectory(toData);
        foreach (var folder in folders)
            Directory.CreateSymbolicLink(Path.Combine(toData, folder), Path.Combine(fromData, folder));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _scratch.Dispose();
    }
}
