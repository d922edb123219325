using System.Net;
using System.Runtime.InteropServices;
using Firstlight.ClusterLab.Checking;
using Firstlight.ClusterLab.Driving;
using Firstlight.ClusterLab.Logs;
using Firstlight.TestKit;

namespace Firstlight.ClusterLab;

/// <summary>What <c>lab/cluster/run</c> asks of this program. Exit codes: 0 well, 1 not, 2 wrong words.</summary>
internal static class Commands
{
    private const int Callers = 4;
    private const int Watchers = 2;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    public static int Refuse()
    {
        Console.Error.WriteLine(
            "prepare URL FOLDER DEVICES | drive URL FOLDER SEED | recovered FOLDER SECONDS | check URL FOLDER"
        );
        return 2;
    }

    /// <summary>Makes devices and writes down who they are.</summary>
    public static async Task<int> PrepareAsync(Uri cloud, string folder, int devices)
    {
        using var people = new People(cloud);
        (await people.PrepareAsync(devices, CancellationToken.None)).Write(PlanIn(folder));
        return 0;
    }

    /// <summary>Runs devices, callers and watchers until SIGTERM.</summary>
    public static async Task<int> DriveAsync(Uri cloud, string folder, int seed)
    {
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        );
        var plan = Plan.Read(PlanIn(folder));
        var address = new IPEndPoint(IPAddress.Parse(cloud.Host), cloud.Port);
        var running = plan
            .Devices.Select(device =>
                new DeviceDriver(
                    device,
                    address,
                    Log(folder, $"device-{device.Id}"),
                    new SeededRandom(seed + (1_000 * (int)device.Id))
                ).RunAsync(stop.Token)
            )
            .ToList();
        foreach (var number in Enumerable.Range(1, Callers))
            running.Add(
                new CallerDriver(
                    number,
                    plan,
                    new People(cloud, plan.AccessToken),
                    Log(folder, $"caller-{number}"),
                    new SeededRandom(seed + number)
                ).RunAsync(stop.Token)
            );
        foreach (var number in Enumerable.Range(1, Watchers))
            running.Add(
                new WatcherDriver(new People(cloud, plan.AccessToken), Log(folder, $"watcher-{number}")).RunAsync(
                    stop.Token
                )
            );
        await Task.WhenAll(running);
        return 0;
    }

    /// <summary>Waits until everybody is served again after the last fault, and says after how long.</summary>
    public static async Task<int> WaitUntilRecoveredAsync(string folder, int seconds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds))
        {
            var evidence = Evidence.ReadLogs(folder);
            if (FaultRules.RecoveredAfter(evidence, evidence.Faults[^1]) is { } after)
            {
                Console.WriteLine($"{after:0.0}");
                return 0;
            }

            await Task.Delay(LookAgain, TimeProvider.System);
        }

        return 1;
    }

    /// <summary>Reads what is stored and judges.</summary>
    public static async Task<int> CheckAsync(Uri cloud, string folder)
    {
        var plan = Plan.Read(PlanIn(folder));
        using var people = new People(cloud, plan.AccessToken);
        var findings = Checker.Judge(
            Evidence.ReadLogs(folder) with
            {
                StoredValues = await StoredAsync(people, plan, People.ValuePin),
                StoredCommands = await StoredAsync(people, plan, People.OrderPin),
            }
        );
        foreach (var finding in findings)
            Console.WriteLine(finding);
        return findings.All(finding => finding.IsGood) ? 0 : 1;
    }

    private static async Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> StoredAsync(
        People people,
        Plan plan,
        int pin
    )
    {
        var stored = new Dictionary<long, IReadOnlyList<string>>();
        foreach (var device in plan.Devices)
            stored[device.Id] = await people.StoredAsync(
                device.Id,
                pin,
                TimeProvider.System.GetUtcNow(),
                CancellationToken.None
            );
        return stored;
    }

    private static ClientLog Log(string folder, string name) =>
        new(Path.Combine(folder, $"{name}.log"), TimeProvider.System);

    private static string PlanIn(string folder) => Path.Combine(folder, "plan.json");
}
