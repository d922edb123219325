using Firstlight.Edgent;

namespace Firstlight.Workbench.Tests.Peers;

/// <summary>A room with one home network, quick firmware and a cloud behind the router.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string HomePassword = "home-password";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    public Bench()
    {
        Room = new Room(
            new RoomOptions
            {
                Entropy = new SystemEntropy(),
                Wire = new TcpCloudConnector(),
                Air = AirTimings.None with
                {
                    NoAnswer = TimeSpan.FromMilliseconds(50),
                    NoAddress = TimeSpan.FromMilliseconds(50),
                },
                Firmware = QuickFirmware,
            }
        );
        Room.Air.TryAdd(
            new Network
            {
                Ssid = "Home",
                Password = HomePassword,
                Security = "WPA2",
            }
        );
    }

    /// <summary>The firmware's waits, shortened so that a test sees the end of them.</summary>
    public static EdgentTimings QuickFirmware { get; } =
        new()
        {
            // Long enough for a busy machine; only a device that gets no answer at all waits for their end.
            NetworkTry = TimeSpan.FromSeconds(2),
            CloudTry = TimeSpan.FromSeconds(5),
            SwitchDelay = TimeSpan.FromMilliseconds(20),
            SwitchSettle = TimeSpan.FromMilliseconds(5),
            ErrorWait = TimeSpan.FromMilliseconds(50),
            ButtonIndication = TimeSpan.FromMilliseconds(30),
            ButtonArmed = TimeSpan.FromMilliseconds(100),
            RetryPauseFirst = TimeSpan.FromMilliseconds(20),
            RetryPauseMax = TimeSpan.FromMilliseconds(50),
        };

    public static DeviceModel Thermostat { get; } =
        new()
        {
            Name = "Thermostat",
            TemplateId = "TMPLthermo01",
            TemplateName = "Thermostat",
            Behaviour = DeviceBehaviour.Thermostat,
        };

    public Room Room { get; }

    public ScriptedCloud Cloud { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A device with power, waiting for a phone.</summary>
    public async Task<VirtualDevice> UnboxAsync(DeviceModel? model = null)
    {
        var device = Room.Add("dev-1", model ?? Thermostat, new MemoryFlash()).ShouldNotBeNull();
        await device.PowerOnAsync(Cancellation);
        await UntilAsync(() => device.AccessPointSsid is not null, device);
        return device;
    }

    /// <summary>Does the phone's part.</summary>
    public async Task<PortalResponse> ConfigureAsync(
        VirtualDevice device,
        string ssid = "Home",
        string password = HomePassword,
        string token = ScriptedCloud.Token
    ) =>
        await AskAsync(
            device,
            "/config",
            $"?if=wifi&ssid={ssid}&pass={password}&blynk={token}&host=127.0.0.1&port={Cloud.Port}&port_ssl=1"
        );

    public static Task<PortalResponse> AskAsync(VirtualDevice device, string path, string query = "") =>
        device.AskPortalAsync(
            new PortalRequest
            {
                Method = "GET",
                Path = path,
                Query = query,
            },
            Cancellation
        );

    /// <summary>A device that is online.</summary>
    public async Task<VirtualDevice> BringOnlineAsync()
    {
        var device = await UnboxAsync();
        (await ConfigureAsync(device)).Status.ShouldBe(200);
        await UntilAsync(() => device.Mode == EdgentMode.Running, device);
        return device;
    }

    /// <summary>Waits for something to become true, with a limit.</summary>
    public static async Task UntilAsync(Func<bool> condition, VirtualDevice? device = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                Assert.Fail(
                    $"It did not become true. {string.Join('\n', device?.Log.Select(line => line.Text) ?? [])}"
                );
            await Task.Delay(LookAgain, TimeProvider.System, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Room.DisposeAsync();
        await Cloud.DisposeAsync();
    }
}
