using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.ClusterLab.Logs;
using Firstlight.TestKit;

namespace Firstlight.ClusterLab.Driving;

/// <summary>Sends commands to devices by REST, one after the other, none of them twice.</summary>
internal sealed class CallerDriver(int number, Plan plan, People people, ClientLog log, SeededRandom random)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public async Task RunAsync(CancellationToken stop)
    {
        for (var turn = 1; !stop.IsCancellationRequested; turn++)
        {
            var device = plan.Devices[random.Below(plan.Devices.Count)].Id;
            await AskAsync(device, $"c{number}.{turn}");
            await Task.Delay(Pause, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Each is waited for to its end: a run that stops does not leave one unanswered.</summary>
    private async Task AskAsync(long device, string command)
    {
        log.Write("ask", device, command);
        try
        {
            using var response = await people.Http.PutAsJsonAsync(
                $"api/v1/devices/{device}/datastreams/{People.OrderPin}",
                new { value = command },
                CancellationToken.None
            );
            if (response.StatusCode == HttpStatusCode.GatewayTimeout)
            {
                log.Write("unknown", command, (int)response.StatusCode);
                return;
            }

            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            var delivered = response.IsSuccessStatusCode && JsonNode.Parse(text)!["delivered"]!.GetValue<bool>();
            log.Write("answer", command, (int)response.StatusCode, delivered ? "delivered" : "not-delivered");
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
        {
            log.Write("unknown", command, lost.GetType().Name);
        }
    }
}
