using System.Net;
using Firstlight.ClusterLab.Logs;
using Firstlight.TestKit;

namespace Firstlight.ClusterLab.Driving;

/// <summary>A device that always comes back, with pauses that differ.</summary>
internal sealed class DeviceDriver(PlannedDevice device, IPEndPoint cloud, ClientLog log, SeededRandom random)
{
    private int _connection;
    private int _value;

    public async Task RunAsync(CancellationToken stop)
    {
        var living = new List<Task>();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                living.RemoveAll(task => task.IsCompleted);
                var opened = await DeviceConnection.TryOpenAsync(cloud, device.Token, ++_connection, log, stop);
                if (opened is null)
                {
                    await WaitAsync(200, 700, stop);
                    continue;
                }

                var life = opened.LiveAsync(NextValue, stop);
                living.Add(life);
                await Task.WhenAny(life, device.Restless ? WaitAsync(2_000, 6_000, stop) : life);
                if (life.IsCompleted)
                    await WaitAsync(50, 300, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }

        await Task.WhenAll(living);
    }

    private string NextValue() => $"{device.Id}.{Interlocked.Increment(ref _value)}";

    private Task WaitAsync(int least, int most, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(least + random.Below(most - least)), TimeProvider.System, cancellation);
}
