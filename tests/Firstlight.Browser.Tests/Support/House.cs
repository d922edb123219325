namespace Firstlight.Browser.Tests.Support;

/// <summary>
/// A home with a cloud far away: the real cloud with the built pages, and the real workbench. One for all scenarios of a class;
/// each scenario unpacks devices of its own.
/// </summary>
public class House(Chromium chromium) : IAsyncLifetime
{
    private readonly Scratch _scratch = new();

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected Scratch Scratch => _scratch;

    internal CloudProcess Cloud { get; private protected set; } = null!;

    internal WorkbenchProcess Workbench { get; private set; } = null!;

    /// <summary>The owner's own scripts.</summary>
    internal RestClient Api { get; private protected set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Cloud = await CloudProcess.StartAsync(
            _scratch.File("cloud"),
            Cancellation,
            more: ["--example", "--private-webhooks", "--web", BuiltPages.Folder]
        );
        await StartWorkbenchAsync();
        Api = await RestClient.SignInAsync(Cloud, Cancellation);
    }

    /// <summary>A person opens a browser here, does what the scenario says, and goes.</summary>
    internal Task VisitAsync(Screen screen, string scenario, Func<Person, Task> walk, Profile? profile = null) =>
        Person.VisitAsync(chromium, screen, scenario, profile ?? new Profile(Cloud.Address), walk);

    /// <summary>A unit fresh from its box is switched on and opens its access point; its id in the room.</summary>
    internal Task<string> SwitchOnAsync(string templateId = "TMPLthermo01", string templateName = "Thermostat") =>
        Workbench.AddDeviceAsync(
            new
            {
                name = "Thermostat",
                templateId,
                templateName,
                behaviour = "thermostat",
            },
            Cancellation
        );

    private protected async Task StartWorkbenchAsync() =>
        Workbench = await WorkbenchProcess.StartAsync(
            _scratch.File("room"),
            Cloud.RootCertificate,
            Cancellation,
            [
                .. new[] { "--web", BuiltPages.Folder, "--cloud-host", "127.0.0.1" },
                // Devices that get a code and no address look for it here.
                .. new[] { "--cloud-port", $"{Cloud.Port}", "--cloud-tls-port", $"{Cloud.TlsPort}" },
            ]
        );

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Api?.Dispose();
        if (Workbench is not null)
            await Workbench.DisposeAsync();
        if (Cloud is not null)
            await Cloud.DisposeAsync();
        _scratch.Dispose();
    }
}
