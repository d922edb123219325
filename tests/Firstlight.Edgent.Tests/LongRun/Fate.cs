using System.Globalization;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>What befalls routers and cloud: seconds to hours of each state, by a seed.</summary>
internal sealed class Fate(World world, int seed, params Router[] routers)
{
    private static readonly CloudWeather[] Bad =
    [
        CloudWeather.Refuses,
        CloudWeather.Silent,
        CloudWeather.NoName,
        CloudWeather.TakesLoginsAndHangsUp,
    ];

    private readonly Random _random = new(seed);
    private readonly Dictionary<Router, (string Ssid, string Password)> _right = routers.ToDictionary(
        router => router,
        router => (router.Ssid, router.Password)
    );

    public int Outages { get; private set; }

    /// <summary>A way to the cloud is there, and the cloud.</summary>
    public bool IsFine =>
        world.Cloud.Weather == CloudWeather.Fine
        && _right.Any(router => router.Key.Serves(router.Value.Ssid, router.Value.Password));

    /// <summary>From now on until the end of the world.</summary>
    public void Begin() =>
        world.Do(() =>
        {
            _ = GoOnAsync(TroubleTheCloudAsync);
            foreach (var router in routers)
                _ = GoOnAsync(() => TroubleAsync(router));
        });

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Outages} outages;");

    private async Task GoOnAsync(Func<Task> trouble)
    {
        try
        {
            while (true)
            {
                await WaitAsync(1, 3_600);
                Outages++;
                await trouble();
            }
        }
        catch (OperationCanceledException) when (world.End.IsCancellationRequested)
        {
            // The end of the world.
        }
    }

    private async Task TroubleTheCloudAsync()
    {
        world.Cloud.Turn(Bad[_random.Next(Bad.Length)]);
        await WaitAsync(1, 3_600);
        world.Cloud.Turn(CloudWeather.Fine);
    }

    private async Task TroubleAsync(Router router)
    {
        var (ssid, password) = _right[router];
        switch (_random.Next(5))
        {
            case 0:
                router.Ssid = "renamed";
                await WaitAsync(30, 3_600);
                router.Ssid = ssid;
                break;
            case 1:
                router.Password = "changed";
                await WaitAsync(30, 3_600);
                router.Password = password;
                break;
            case 2:
                router.IsOn = false; // Switched off, and on again without a word for anybody.
                (router.IsSilent, router.IsOn) = (true, true);
                await WaitAsync(10, 3_600);
                router.IsSilent = false;
                break;
            default:
                router.IsOn = false;
                await WaitAsync(1, 3 * 3_600);
                router.IsOn = true;
                break;
        }
    }

    /// <summary>Each order of magnitude as likely as the next.</summary>
    private Task WaitAsync(double shortest, double longest)
    {
        var seconds = shortest * Math.Pow(longest / shortest, _random.NextDouble());
        return Task.Delay(TimeSpan.FromSeconds(seconds), world.Time, world.End);
    }
}
