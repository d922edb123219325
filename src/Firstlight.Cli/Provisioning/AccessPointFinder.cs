using Firstlight.Cli.Commands;
using Firstlight.Cli.Room;

namespace Firstlight.Cli.Provisioning;

/// <summary>Finds the device: where it was said to be, else in the workbench's air, else where real devices are.</summary>
internal sealed class AccessPointFinder(Call call, ProvisionOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <exception cref="CommandFailure">There is none, or several and nobody can choose.</exception>
    public async Task<Uri> FindAsync(CancellationToken cancellation)
    {
        var named = call.Value(options.AccessPoint);
        if (named is not null && WebAddress.TryParse(named, out var address))
            return address!;

        var workbench = call.OpenWorkbench(options.Workbench);
        var heard = await ListenAsync(workbench, cancellation);
        if (heard is null)
        {
            if (named is null && call.Value(options.Workbench) is null)
                return AccessPoint.RealDevice;
            throw new CommandFailure(
                ExitCodes.WorkbenchUnreachable,
                $"The workbench at {WebAddress.Text(workbench.Address)} does not answer, so its air cannot be searched.",
                "Is it running (./run)? Or name the device's address: --access-point URL"
            );
        }

        return named is not null
            ? Named(heard, named).Address
            : (await ChooseAsync(heard, workbench.Address, cancellation)).Address;
    }

    /// <summary>What is in the air; waits a little for a device that is just booting or was just reset.</summary>
    private async Task<IReadOnlyList<VisibleAccessPoint>?> ListenAsync(
        WorkbenchClient workbench,
        CancellationToken cancellation
    )
    {
        var time = call.Surroundings.Time;
        var start = time.GetTimestamp();
        while (true)
        {
            var heard = await workbench.TryListenAsync(cancellation);
            if (heard is not { Count: 0 } || time.GetElapsedTime(start) > Patience)
                return heard;
            await Task.Delay(LookAgain, time, cancellation);
        }
    }

    private static VisibleAccessPoint Named(IReadOnlyList<VisibleAccessPoint> heard, string name) =>
        heard.FirstOrDefault(point => point.Ssid == name)
        ?? throw new CommandFailure(
            ExitCodes.AccessPointNotFound,
            $"No access point \"{name}\" is in the workbench's air.",
            heard.Count == 0 ? null : $"There is: {string.Join(", ", heard.Select(point => $"\"{point.Ssid}\""))}"
        );

    private async Task<VisibleAccessPoint> ChooseAsync(
        IReadOnlyList<VisibleAccessPoint> heard,
        Uri workbench,
        CancellationToken cancellation
    )
    {
        if (heard.Count == 1)
            return heard[0];
        if (heard.Count == 0)
            throw new CommandFailure(
                ExitCodes.AccessPointNotFound,
                $"No device in the workbench at {WebAddress.Text(workbench)} is in set-up mode.",
                "Reset one (firstlight workbench press), or name a real one: --access-point http://192.168.4.1"
            );
        if (!call.Screen.CanAsk)
            throw CommandFailure.MissingOption(
                $"--access-point with one of {string.Join(", ", heard.Select(point => $"\"{point.Ssid}\""))}",
                "the device"
            );
        return await call.Screen.ChooseAsync("Which device?", heard, point => point.Ssid, cancellation);
    }
}
