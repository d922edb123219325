using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Output;
using Firstlight.Cli.Room;

namespace Firstlight.Cli.Commands;

/// <summary>One command being run: its arguments, its screen and the way to the cloud.</summary>
internal sealed class Call : IDisposable
{
    public static readonly Uri DefaultCloud = new("http://127.0.0.1:8080");
    public static readonly Uri DefaultWorkbench = new("http://127.0.0.1:8090");

    private readonly ParseResult _parsed;
    private readonly List<IDisposable> _clients = [];

    public Call(ParseResult parsed, Surroundings surroundings)
    {
        _parsed = parsed;
        Surroundings = surroundings;
        Json = parsed.GetValue(CommonOptions.Json);
        Screen = new Screen(surroundings, Json);
        Credentials = new CredentialFile(surroundings.SettingsFolder);
    }

    public Surroundings Surroundings { get; }

    /// <summary>True: only JSON may go to standard output, and nobody is asked anything.</summary>
    public bool Json { get; }

    public Screen Screen { get; }

    public CredentialFile Credentials { get; }

    public T? Value<T>(Option<T> option) => _parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => _parsed.GetRequiredValue(argument);

    /// <summary>An argument that may be left out; null when it was.</summary>
    public T? Optional<T>(Argument<T?> argument)
        where T : class => _parsed.GetValue(argument);

    /// <summary>The address that was chosen: option, environment, stored, default.</summary>
    public Uri CloudAddress =>
        _parsed.GetValue(CommonOptions.Cloud)
        ?? FromEnvironment("FIRSTLIGHT_CLOUD")
        ?? Credentials.Read()?.Cloud
        ?? DefaultCloud;

    /// <summary>A client that may not be signed in.</summary>
    public CloudClient OpenCloud()
    {
        var address = CloudAddress;
        var client = new CloudClient(address, FindAccessToken(address), FindTrust(address));
        _clients.Add(client);
        return client;
    }

    /// <summary>The PEM file to trust for a cloud, as a full path; null for the system's authorities.</summary>
    public string? TrustFile(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
            return null;
        var named = _parsed.GetValue(CommonOptions.Trust) ?? Surroundings.Variable("FIRSTLIGHT_TRUST");
        return named is null ? StoredFor(address)?.Trust : Path.GetFullPath(named);
    }

    /// <summary>What to trust for a cloud; null for the system's authorities.</summary>
    /// <exception cref="CommandFailure">The file that was named cannot be used.</exception>
    public TrustedRoot? FindTrust(Uri address) => TrustFile(address) is { } file ? new TrustedRoot(file) : null;

    /// <summary>A client of the workbench named by <paramref name="option"/>, the environment or the default.</summary>
    public WorkbenchClient OpenWorkbench(Option<Uri?> option)
    {
        var address = Value(option) ?? FromEnvironment("FIRSTLIGHT_WORKBENCH") ?? DefaultWorkbench;
        var client = new WorkbenchClient(address);
        _clients.Add(client);
        return client;
    }

    /// <summary>With <c>--json</c> the body as it came, an empty object for none; otherwise what <paramref name="show"/> makes of it.</summary>
    public void Show(JsonElement body, Action<Screen> show)
    {
        if (Json && body.ValueKind is JsonValueKind.Undefined)
            Screen.WriteJson(new { });
        else if (Json)
            Screen.WriteJson(body);
        else
            show(Screen);
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    // A stored token belongs to the cloud that gave it and is never shown to another one.
    private string? FindAccessToken(Uri address) =>
        Surroundings.Variable("FIRSTLIGHT_TOKEN") ?? StoredFor(address)?.AccessToken;

    private StoredCredentials? StoredFor(Uri address) =>
        Credentials.Read() is { } stored && stored.Cloud == address ? stored : null;

    private Uri? FromEnvironment(string variable)
    {
        if (Surroundings.Variable(variable) is not { } text)
            return null;
        return WebAddress.TryParse(text, out var address)
            ? address
            : throw new CommandFailure(
                ExitCodes.Usage,
                $"{variable} is \"{text}\", which is not an address.",
                "Set it to something such as http://127.0.0.1:8080, or unset it."
            );
    }
}
